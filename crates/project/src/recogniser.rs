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
        })
    }
}
