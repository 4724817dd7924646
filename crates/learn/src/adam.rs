//! The Adam optimiser (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015).

const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-7;

/// Running moments of some parameters.
pub(crate) struct Adam {
    learning_rate: f64,
    steps: i32,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Adam {
    pub(crate) fn new(parameters: usize, learning_rate: f64) -> Self {
        Self {
            learning_rate,
            steps: 0,
            first: vec![0.0; parameters],
            second: vec![0.0; parameters],
        }
    }

    /// Moves the parameters one step against the gradient.
    pub(crate) fn step(&mut self, parameters: &mut [f32], gradient: &[f32]) {
        self.steps += 1;
        let unbias_first = 1.0 - f64::from(BETA_1).powi(self.steps);
        let unbias_second = 1.0 - f64::from(BETA_2).powi(self.steps);
        let rate = (self.learning_rate * unbias_second.sqrt() / unbias_first) as f32;
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((parameter, &gradient), (first, second)) in
            parameters.iter_mut().zip(gradient).zip(moments)
        {
            *first += (1.0 - BETA_1) * (gradient - *first);
            *second += (1.0 - BETA_2) * (gradient * gradient - *second);
            *parameter -= rate * *first / (second.sqrt() + EPSILON);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_is_the_learning_rate_against_the_sign_of_the_gradient() {
        let mut parameters = [1.0, 1.0, 1.0];
        Adam::new(3, 0.01).step(&mut parameters, &[1000.0, -0.5, 0.0]);
        for (parameter, expected) in parameters.iter().zip([0.99, 1.01, 1.0]) {
            assert!((parameter - expected).abs() < 1e-5_f32, "{parameter}");
        }
    }

    #[test]
    fn it_finds_the_bottom_of_a_narrow_valley() {
        let mut at = [3.0, -2.0];
        let mut adam = Adam::new(2, 0.05);
        for _ in 0..2000 {
            let slope = [200.0 * (at[0] - 1.0), 0.02 * (at[1] - 0.5)];
            adam.step(&mut at, &slope);
        }
        assert!(
            (at[0] - 1.0).abs() < 0.01 && (at[1] - 0.5).abs() < 0.01,
            "{at:?}"
        );
    }
}
