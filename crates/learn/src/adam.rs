//! The Adam optimiser (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015).

use ndarray::{Array, Dimension, Zip};

const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-7;

/// Running moments of one array of parameters.
pub(crate) struct Adam<D: Dimension> {
    learning_rate: f64,
    steps: i32,
    first: Array<f32, D>,
    second: Array<f32, D>,
}

impl<D: Dimension> Adam<D> {
    pub(crate) fn new(shape: D, learning_rate: f64) -> Self {
        Self {
            learning_rate,
            steps: 0,
            first: Array::zeros(shape.clone()),
            second: Array::zeros(shape),
        }
    }

    /// Moves the parameters one step against the gradient; all three have one shape.
    pub(crate) fn step(&mut self, parameters: &mut Array<f32, D>, gradient: &Array<f32, D>) {
        self.steps += 1;
        let unbias_first = 1.0 - f64::from(BETA_1).powi(self.steps);
        let unbias_second = 1.0 - f64::from(BETA_2).powi(self.steps);
        let rate = (self.learning_rate * unbias_second.sqrt() / unbias_first) as f32;
        Zip::from(parameters)
            .and(&mut self.first)
            .and(&mut self.second)
            .and(gradient)
            .for_each(|parameter, first, second, &gradient| {
                *first += (1.0 - BETA_1) * (gradient - *first);
                *second += (1.0 - BETA_2) * (gradient * gradient - *second);
                *parameter -= rate * *first / (second.sqrt() + EPSILON);
            });
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn the_first_step_is_the_learning_rate_against_the_sign_of_the_gradient() {
        let mut parameters = array![1.0_f32, 1.0, 1.0];
        let mut adam = Adam::new(parameters.raw_dim(), 0.01);
        adam.step(&mut parameters, &array![1000.0, -0.5, 0.0]);
        for (parameter, expected) in parameters.iter().zip([0.99, 1.01, 1.0]) {
            assert!((parameter - expected).abs() < 1e-5, "{parameter}");
        }
    }

    #[test]
    fn it_finds_the_bottom_of_a_narrow_valley() {
        let mut at = array![3.0_f32, -2.0];
        let mut adam = Adam::new(at.raw_dim(), 0.05);
        for _ in 0..2000 {
            let slope = array![200.0 * (at[0] - 1.0), 0.02 * (at[1] - 0.5)];
            adam.step(&mut at, &slope);
        }
        assert!(
            (at[0] - 1.0).abs() < 0.01 && (at[1] - 0.5).abs() < 0.01,
            "{at}"
        );
    }
}
