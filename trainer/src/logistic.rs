//! Logistic regression: the weights under which the labels are least surprising.

use argmin::{
    core::{CostFunction, Error, Executor, Gradient, State},
    solver::{linesearch::MoreThuenteLineSearch, quasinewton::LBFGS},
};

/// Rows of a sparse matrix, each with its label.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    labels: Vec<bool>,
    width: usize,
}

impl Rows {
    pub(crate) fn push(&mut self, cells: impl IntoIterator<Item = (u32, f64)>, label: bool) {
        for (column, value) in cells {
            self.columns.push(column);
            self.values.push(value);
            self.width = self.width.max(column as usize + 1);
        }
        self.ends.push(self.columns.len());
        self.labels.push(label);
    }

    fn iter(&self) -> impl Iterator<Item = (&[u32], &[f64], bool)> {
        let mut from = 0;
        self.ends.iter().zip(&self.labels).map(move |(end, label)| {
            let range = std::mem::replace(&mut from, *end)..*end;
            (&self.columns[range.clone()], &self.values[range], *label)
        })
    }

    /// How a row is scored by weights; the last weight is the bias.
    fn score(columns: &[u32], values: &[f64], weights: &[f64]) -> f64 {
        let bias = weights.last().copied().unwrap_or(0.0);
        columns.iter().zip(values).fold(bias, |sum, (column, value)| sum + weights[*column as usize] * value)
    }
}

struct Problem<'r> {
    rows: &'r Rows,
    /// How strongly weights are pulled towards 0.
    pull: f64,
}

/// ln(1 + e^x) without overflow. From `libm`, so that it is the same on every machine.
fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + libm::log1p(libm::exp(-x)) } else { libm::log1p(libm::exp(x)) }
}

/// The probability that a score stands for.
pub(crate) fn probability(score: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-score))
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64, Error> {
        let mut cost = self.pull / 2.0 * weights.iter().map(|weight| weight * weight).sum::<f64>();
        for (columns, values, label) in self.rows.iter() {
            let score = Rows::score(columns, values, weights);
            cost += softplus(if label { -score } else { score });
        }
        Ok(cost)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| weight * self.pull).collect();
        let bias = gradient.len() - 1;
        for (columns, values, label) in self.rows.iter() {
            let error = probability(Rows::score(columns, values, weights)) - f64::from(u8::from(label));
            for (column, value) in columns.iter().zip(values) {
                gradient[*column as usize] += error * value;
            }
            gradient[bias] += error;
        }
        Ok(gradient)
    }
}

/// The weight of each column, and the bias.
pub(crate) fn fit(rows: &Rows, pull: f64, rounds: u64) -> Result<(Vec<f64>, f64), String> {
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7)
        .with_tolerance_cost(1e-7)
        .and_then(|solver| solver.with_tolerance_grad(1e-3))
        .map_err(|error| error.to_string())?;
    let start = vec![0.0; rows.width + 1];
    let result = Executor::new(Problem { rows, pull }, solver)
        .configure(|state| state.param(start).max_iters(rounds))
        .timer(false)
        .run()
        .map_err(|error| format!("training does not converge: {error}"))?;
    let mut weights = result.state.get_best_param().cloned().ok_or("training found no weights")?;
    let bias = weights.pop().unwrap_or(0.0);
    Ok((weights, bias))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_the_labels_apart_gets_the_weight() {
        let mut rows = Rows::default();
        for number in 0..40 {
            let label = number % 2 == 0;
            rows.push([(0, 1.0), (if label { 1 } else { 2 }, 1.0)], label);
        }
        let (weights, bias) = fit(&rows, 0.1, 50).expect("it converges");
        assert!(weights[1] > 1.0 && weights[2] < -1.0 && weights[0].abs() < 0.1, "{weights:?}");
        assert!(bias.abs() < 0.1, "{bias}");
    }

    #[test]
    fn a_probability_is_never_out_of_range() {
        assert_eq!([-1e9, 0.0, 1e9].map(probability), [0.0, 0.5, 1.0]);
        assert!(softplus(1e6).is_finite() && softplus(-1e6) >= 0.0);
    }
}
