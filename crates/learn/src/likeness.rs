//! How alike two photos are to a head.

use ndarray::ArrayView1;

use crate::kernels::products;
use crate::{LearnError, SoftmaxHead};

/// One view that others are compared with.
#[derive(Clone, Debug)]
pub struct Likeness<'head> {
    head: &'head SoftmaxHead,
    /// At the scale of the head.
    standard: Vec<f32>,
}

impl SoftmaxHead {
    /// Makes ready to compare views with this one.
    ///
    /// # Errors
    /// [`LearnError::Shape`] for another width than the head's.
    pub fn likeness(&self, view: ArrayView1<f32>) -> Result<Likeness<'_>, LearnError> {
        let standard = self.standard(view)?;
        Ok(Likeness {
            head: self,
            standard,
        })
    }

    fn standard(&self, view: ArrayView1<f32>) -> Result<Vec<f32>, LearnError> {
        if view.len() != self.width() {
            return Err(LearnError::Shape(format!(
                "{} numbers for a head of {}",
                view.len(),
                self.width()
            )));
        }
        let mut standard = Vec::with_capacity(view.len());
        self.standardiser.apply(view, &mut standard);
        Ok(standard)
    }
}

impl Likeness<'_> {
    /// The cosine of the two views at the scale of the head, -1 to 1: 1 for the same view, about 0
    /// for views that have no more in common than all training photos have.
    ///
    /// # Errors
    /// As [`SoftmaxHead::likeness`].
    pub fn to(&self, view: ArrayView1<f32>) -> Result<f32, LearnError> {
        let other = self.head.standard(view)?;
        let width = other.len();
        let product = products(&[&other], &self.standard, width);
        // Every standardised view has the length sqrt(width); there is one product, of one class.
        Ok(product.iter().sum::<f32>() / width as f32)
    }
}
