//! The two inner loops of the training, over plain slices.
//!
//! Written out instead of taken from a matrix library for two reasons. The sums run in one fixed
//! order without fused operations, so a model does not depend on the instructions that a machine
//! has. And with a handful of classes a library spends most of its time on packing the matrices:
//! these loops took a fifth of it (docs/decisions/0004-head.md). Both are shaped so that the
//! compiler makes vector instructions of them.

/// Sums that run side by side.
const LANES: usize = 16;
/// Rows that are added at once.
const ROWS: usize = 4;

/// Sum of the products of two slices of one length.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

/// Adds every row, times its factor, to `sum`; all of one length.
pub(crate) fn add_scaled(sum: &mut [f32], rows: &[(&[f32], f32)]) {
    let (blocks, rest) = rows.as_chunks::<ROWS>();
    for [(a, by_a), (b, by_b), (c, by_c), (d, by_d)] in blocks {
        let rows = a.iter().zip(*b).zip(c.iter().zip(*d));
        for (sum, ((a, b), (c, d))) in sum.iter_mut().zip(rows) {
            *sum += (a * by_a + b * by_b) + (c * by_c + d * by_d);
        }
    }
    for (row, factor) in rest {
        for (sum, value) in sum.iter_mut().zip(*row) {
            *sum += value * factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(length: usize, step: f32) -> Vec<f32> {
        (0..length).map(|at| at as f32 * step - 1.0).collect()
    }

    #[test]
    fn the_dot_product_takes_in_every_value() {
        for length in [0, 1, 15, 16, 17, 100] {
            let (a, b) = (ramp(length, 0.25), ramp(length, -0.5));
            let expected: f32 = (0..length).map(|at| a[at] * b[at]).sum();
            assert!((dot(&a, &b) - expected).abs() < 1e-2 * (1.0 + expected.abs()));
        }
    }

    #[test]
    fn every_row_is_added_by_its_factor() {
        for count in 0..10 {
            let rows: Vec<_> = (0..count).map(|row| ramp(21, row as f32)).collect();
            let factors = (0..count).map(|row| 0.5 - row as f32);
            let scaled: Vec<_> = rows.iter().map(Vec::as_slice).zip(factors).collect();
            let mut sum = ramp(21, 2.0);
            add_scaled(&mut sum, &scaled);
            for (at, sum) in sum.iter().enumerate() {
                let added: f32 = scaled.iter().map(|(row, factor)| row[at] * factor).sum();
                assert!((sum - (at as f32 * 2.0 - 1.0 + added)).abs() < 1e-2);
            }
        }
    }
}
