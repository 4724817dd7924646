//! The trained model as it answers: with what its classes are called now.
//!
//! Never here: the database, the training.

use std::collections::HashMap;
use std::sync::Arc;

use ndarray::{ArrayView1, ArrayView2};
use nunchi_learn::Likeness;
use nunchi_vision::Views;

use crate::error::ProjectError;
use crate::name;
use crate::store::models::{Model, TaughtClass};
use crate::view::{ClassConfidence, ClassId, Prediction};

/// A model, its version, and what it answers: classes with their present names and colours.
#[derive(Debug)]
pub(crate) struct Recogniser {
    version: i64,
    model: Arc<Model>,
    /// In the order of the model, those that were merged together once.
    classes: Vec<TaughtClass>,
    /// For each output of the model the index into `classes`.
    answers: Vec<usize>,
}

impl Recogniser {
    /// `shown` are the classes of the project now. One that is not among them answers by the name
    /// that it had when it was taught. One that was merged, see `merged`, answers as the class that
    /// is left, even before the model is taught again: its confidence is added to that one's.
    pub(crate) fn new(
        version: i64,
        model: Arc<Model>,
        shown: &[TaughtClass],
        merged: &HashMap<ClassId, ClassId>,
    ) -> Self {
        let now = |id: ClassId| shown.iter().find(|class| class.id == id);
        let mut classes: Vec<TaughtClass> = Vec::new();
        let mut answers = Vec::with_capacity(model.classes.len());
        for taught in &model.classes {
            let survivor = merged.get(&taught.id).and_then(|id| now(*id));
            let class = survivor.or_else(|| now(taught.id)).unwrap_or(taught);
            let known = classes.iter().position(|one| one.id == class.id);
            answers.push(known.unwrap_or(classes.len()));
            if known.is_none() {
                classes.push(as_shown(class));
            }
        }
        Self {
            version,
            model,
            classes,
            answers,
        }
    }

    /// The classes that it tells apart.
    pub(crate) fn classes(&self) -> impl Iterator<Item = ClassId> {
        self.classes.iter().map(|class| class.id)
    }

    /// Whether the model understands what this network sees.
    pub(crate) fn fits(&self, backbone: &[u8]) -> bool {
        self.model.backbone == backbone
    }

    /// How alike a view of another picture is to the first view of this one, as the model sees
    /// them: -1 to 1.
    ///
    /// # Errors
    /// [`ProjectError::Internal`] if the views have another width than the model.
    pub(crate) fn likeness(&self, views: &Views) -> Result<Likeness<'_>, ProjectError> {
        Ok(self.model.head.likeness(first_view(views))?)
    }

    /// What the model says of the views of one picture.
    ///
    /// # Errors
    /// [`ProjectError::Internal`] if the views have another width than the model.
    pub(crate) fn recognise(&self, views: &Views) -> Result<Prediction, ProjectError> {
        let width = self.model.head.width();
        let rows = ArrayView2::from_shape((views.views, width), &views.rows)
            .map_err(|error| ProjectError::Internal(error.to_string()))?;
        let mut confidences = vec![0.0; self.classes.len()];
        let taught = self.model.head.confidences(rows)?;
        for (answer, confidence) in self.answers.iter().zip(taught) {
            if let Some(sum) = confidences.get_mut(*answer) {
                *sum += confidence;
            }
        }
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

/// The whole square; the others are parts of it.
pub(crate) fn first_view(views: &Views) -> ArrayView1<'_, f32> {
    let width = views.rows.len() / views.views.max(1);
    ArrayView1::from(views.rows.get(..width).unwrap_or_default())
}

/// The name that a file says a class was taught with is a name as any other.
fn as_shown(class: &TaughtClass) -> TaughtClass {
    let name = name::clean(&class.name, name::MAX_CLASS_NAME);
    TaughtClass {
        name: name.unwrap_or_else(|| class.id.0.to_string()),
        ..class.clone()
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
        Recogniser::new(1, model(), &[], &HashMap::new())
    }

    fn class(id: i64) -> TaughtClass {
        TaughtClass {
            id: ClassId(id),
            name: id.to_string(),
            colour: 0,
        }
    }

    fn model() -> Arc<Model> {
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
        Arc::new(Model {
            classes: vec![class(1), class(2)],
            head: trained.head,
            epochs: Vec::new(),
            conditions: Conditions::default(),
            photos: 4,
            validation_photos: 0,
            training_set: [0; 32],
            backbone: Vec::new(),
        })
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

    fn answers(shown: &[i64], merged: &[(i64, i64)]) -> Vec<(i64, f32)> {
        let shown: Vec<_> = shown.iter().map(|id| class(*id)).collect();
        let merged = merged
            .iter()
            .map(|(id, into)| (ClassId(*id), ClassId(*into)))
            .collect();
        let views = Views {
            views: 1,
            rows: vec![0.3, 0.7],
        };
        let recogniser = Recogniser::new(1, model(), &shown, &merged);
        let prediction = recogniser.recognise(&views).unwrap();
        let told: Vec<_> = prediction.classes.iter().map(|class| class.id).collect();
        assert_eq!(told, recogniser.classes().collect::<Vec<_>>());
        prediction
            .classes
            .iter()
            .map(|class| (class.id.0, class.confidence))
            .collect()
    }

    #[test]
    fn a_merged_class_answers_as_the_one_that_is_left() {
        let both = answers(&[1, 2], &[]);
        let [(1, first), (2, second)] = both[..] else {
            panic!("{both:?}");
        };
        assert_eq!(answers(&[2], &[(1, 2)]), [(2, first + second)]);
        assert_eq!(answers(&[1], &[(2, 1)]), [(1, first + second)]);
        let unknown = answers(&[1, 7], &[(2, 7)]);
        assert_eq!(unknown, [(1, first), (7, second)], "the model knew no 7");
        assert_eq!(answers(&[2], &[(1, 7)]), both, "7 is deleted");
    }
}
