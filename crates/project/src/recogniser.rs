//! The trained model as it answers: with what its classes are called now.
//!
//! Never here: the database, the training.

use std::sync::Arc;

use ndarray::ArrayView2;
use nunchi_vision::Views;

use crate::error::ProjectError;
use crate::store::models::{Model, TaughtClass};
use crate::view::{ClassConfidence, Prediction};

/// A model, its version, and its classes with their present names and colours.
#[derive(Debug)]
pub(crate) struct Recogniser {
    version: i64,
    model: Arc<Model>,
    classes: Vec<TaughtClass>,
}

impl Recogniser {
    /// `shown` are the classes of the project now. One that is not among them answers by the name
    /// that it had when it was taught.
    pub(crate) fn new(version: i64, model: Arc<Model>, shown: &[TaughtClass]) -> Self {
        let classes = model
            .classes
            .iter()
            .map(|taught| {
                let now = shown.iter().find(|class| class.id == taught.id);
                now.unwrap_or(taught).clone()
            })
            .collect();
        Self {
            version,
            model,
            classes,
        }
    }

    /// Whether the model understands what this network sees.
    pub(crate) fn fits(&self, backbone: &[u8]) -> bool {
        self.model.backbone == backbone
    }

    /// What the model says of the views of one picture.
    ///
    /// # Errors
    /// [`ProjectError::Internal`] if the views have another width than the model.
    pub(crate) fn recognise(&self, views: &Views) -> Result<Prediction, ProjectError> {
        let width = self.model.head.width();
        let rows = ArrayView2::from_shape((views.views, width), &views.rows)
            .map_err(|error| ProjectError::Internal(error.to_string()))?;
        let confidences = self.model.head.confidences(rows)?;
        let unsure = nunchi_learn::unsure(&confidences);
        let classes: Vec<ClassConfidence> = self
            .classes
            .iter()
            .zip(confidences)
            .map(|(class, confidence)| ClassConfidence {
                id: class.id,
                name: class.name.clone(),
                colour: class.colour,
                confidence,
            })
            .collect();
        let winner = classes
            .iter()
            .rev()
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
            .ok_or_else(|| ProjectError::Internal("a model without classes".into()))?
            .id;
        Ok(Prediction {
            winner,
            classes,
            model_version: self.version,
            unsure,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use linfa::ParamGuard;
    use ndarray::array;
    use nunchi_learn::{SoftmaxParams, TrainingSet};

    use super::*;
    use crate::view::{ClassId, Conditions};

    /// Tells rows that begin with 0 from rows that begin with 1.
    fn recogniser() -> Recogniser {
        let set = TrainingSet {
            records: array![[0.0, 1.0], [0.1, 0.9], [1.0, 0.0], [0.9, 0.1]],
            labels: vec![0, 0, 1, 1],
            hashes: (0..4).map(|number| [number; 32]).collect(),
            classes: 2,
            views: 1,
            layers: vec![2],
        };
        let params = SoftmaxParams::new().epochs(200).learning_rate(0.5);
        let params = params.check().unwrap();
        let trained =
            nunchi_learn::train(&set, &params, &mut |_| ControlFlow::Continue(())).unwrap();
        let class = |id| TaughtClass {
            id: ClassId(id),
            name: id.to_string(),
            colour: 0,
        };
        let model = Model {
            classes: vec![class(1), class(2)],
            head: trained.head,
            epochs: Vec::new(),
            conditions: Conditions::default(),
            photos: 4,
            validation_photos: 0,
            training_set: [0; 32],
            backbone: Vec::new(),
        };
        Recogniser::new(1, Arc::new(model), &[])
    }

    fn check(row: [f32; 2], winner: Option<i64>) {
        let views = Views {
            views: 1,
            rows: row.to_vec(),
        };
        let prediction = recogniser().recognise(&views).unwrap();
        assert_eq!(prediction.unsure, winner.is_none(), "{prediction:?}");
        if let Some(winner) = winner {
            assert_eq!(prediction.winner, ClassId(winner));
        }
    }

    #[test]
    fn a_prediction_says_when_the_model_does_not_know() {
        check([0.0, 1.0], Some(1));
        check([1.0, 0.0], Some(2));
        check([0.5, 0.5], None);
    }
}
