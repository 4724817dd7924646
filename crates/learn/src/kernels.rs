//! The inner loops of the training, over plain slices.
//!
//! Written out instead of taken from a matrix library for two reasons. The sums run in one fixed
//! order without fused operations, so a model does not depend on the instructions that a machine
//! has. And with a handful of classes a library spends most of its time on packing the matrices:
//! these loops took a fifth of it (docs/decisions/0004-head.md). They are written once over
//! [`pulp::Simd`]: what the compiler makes of a plain loop hangs on what stands around it.

use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

static PROCESSOR: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Sums that run side by side.
const LANES: usize = 16;
/// Rows that are worked on at once.
const ROWS: usize = 4;
/// Columns that are worked on at once: those of a batch stay near the processor.
const COLUMNS: usize = 128;

/// The sum of the products of every row with the weights of every class, shape `(rows, classes)`.
///
/// `weights` has the shape `(classes, width)`, and each row that width.
pub(crate) fn products(rows: &[&[f32]], weights: &[f32], width: usize) -> Vec<f32> {
    PROCESSOR.dispatch(Products {
        rows,
        weights,
        width,
    })
}

struct Products<'a> {
    rows: &'a [&'a [f32]],
    weights: &'a [f32],
    width: usize,
}

impl WithSimd for Products<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let classes = self.weights.len() / self.width;
        let mut products = vec![0.0; self.rows.len() * classes];
        let (blocks, rest) = self.rows.as_chunks::<ROWS>();
        let mut to = products.chunks_exact_mut(classes * ROWS);
        for (block, to) in blocks.iter().zip(&mut to) {
            for (class, weights) in self.weights.chunks_exact(self.width).enumerate() {
                for (number, product) in dots(simd, weights, *block).into_iter().enumerate() {
                    to[number * classes + class] = product;
                }
            }
        }
        let to = to.into_remainder().chunks_exact_mut(classes);
        for (row, to) in rest.iter().zip(to) {
            for (to, weights) in to.iter_mut().zip(self.weights.chunks_exact(self.width)) {
                [*to] = dots(simd, weights, [*row]);
            }
        }
        products
    }
}

/// The sums of the products of one slice with each of some others, all of one length. Each is
/// added in the same order, whatever `N` and the length of the vectors are.
#[inline(always)]
fn dots<S: Simd, const N: usize>(simd: S, one: &[f32], others: [&[f32]; N]) -> [f32; N] {
    let (whole, rest) = one.split_at(one.len() - one.len() % LANES);
    let others = others.map(|other| other.split_at(whole.len()));
    let mut sums = [[0.0; LANES]; N];
    if S::F32_LANES > 1 {
        add_products(simd, &mut sums, whole, others.map(|other| other.0));
    } else {
        for (sums, (other, _)) in sums.iter_mut().zip(&others) {
            add_products_of_two(sums, whole, other);
        }
    }
    std::array::from_fn(|number| {
        let pairs = rest.iter().zip(others[number].1);
        let rest: f32 = pairs.map(|(a, b)| a * b).sum();
        sums[number].iter().sum::<f32>() + rest
    })
}

/// Sums side by side, in vectors that share the values of `one`.
#[inline(always)]
fn add_products<S: Simd, const N: usize>(
    simd: S,
    sums: &mut [[f32; LANES]; N],
    one: &[f32],
    others: [&[f32]; N],
) {
    let (one, _) = S::as_simd_f32s(one);
    let others = others.map(|other| &S::as_simd_f32s(other).0[..one.len()]);
    let vectors = LANES / S::F32_LANES;
    let mut registers = [[simd.splat_f32s(0.0); LANES]; N];
    for from in (0..one.len()).step_by(vectors) {
        for vector in 0..vectors {
            for (registers, other) in registers.iter_mut().zip(&others) {
                // Not fused: that would round otherwise than processors without it.
                let product = simd.mul_f32s(one[from + vector], other[from + vector]);
                registers[vector] = simd.add_f32s(registers[vector], product);
            }
        }
    }
    for (sums, registers) in sums.iter_mut().zip(registers) {
        for (to, register) in S::as_mut_simd_f32s(sums).0.iter_mut().zip(registers) {
            *to = register;
        }
    }
}

/// The same for a processor whose vectors are left to the compiler.
#[inline(always)]
fn add_products_of_two(sums: &mut [f32; LANES], a: &[f32], b: &[f32]) {
    for (a, b) in a
        .as_chunks::<LANES>()
        .0
        .iter()
        .zip(b.as_chunks::<LANES>().0)
    {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
}

/// Adds every row, times its factor for a class, to the sum of that class.
///
/// `sums` has the shape `(classes, width)`, each row that width, and `factors` the shape
/// `(rows, classes)`.
pub(crate) fn add_scaled(sums: &mut [f32], rows: &[&[f32]], factors: &[f32], width: usize) {
    PROCESSOR.dispatch(AddScaled {
        sums,
        rows,
        factors,
        width,
    });
}

struct AddScaled<'a> {
    sums: &'a mut [f32],
    rows: &'a [&'a [f32]],
    factors: &'a [f32],
    width: usize,
}

impl WithSimd for AddScaled<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let classes = self.sums.len() / self.width;
        for from in (0..self.width).step_by(COLUMNS) {
            let columns = from..self.width.min(from + COLUMNS);
            for (class, sum) in self.sums.chunks_exact_mut(self.width).enumerate() {
                let factors = self.factors.iter().skip(class).step_by(classes).copied();
                add_columns(simd, &mut sum[columns.clone()], self.rows, factors, from);
            }
        }
    }
}

/// Adds the columns of every row from one on, as many as `sum` has.
#[inline(always)]
fn add_columns<S: Simd>(
    simd: S,
    sum: &mut [f32],
    rows: &[&[f32]],
    mut factors: impl Iterator<Item = f32>,
    from: usize,
) {
    let columns = from..from + sum.len();
    let (blocks, rest) = rows.as_chunks::<ROWS>();
    for block in blocks {
        let parts = block.map(|row| &row[columns.clone()]);
        let by = [(); ROWS].map(|()| factors.next().unwrap_or_default());
        add_four(simd, sum, parts, by);
    }
    for (row, by) in rest.iter().zip(factors) {
        for (sum, value) in sum.iter_mut().zip(&row[columns.clone()]) {
            *sum += value * by;
        }
    }
}

#[inline(always)]
fn add_four<S: Simd>(simd: S, sum: &mut [f32], rows: [&[f32]; ROWS], by: [f32; ROWS]) {
    let (sums, sums_rest) = S::as_mut_simd_f32s(sum);
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] = rows.map(S::as_simd_f32s);
    let [by_a, by_b, by_c, by_d] = by.map(|by| simd.splat_f32s(by));
    for (sum, ((a, b), (c, d))) in sums.iter_mut().zip(a.iter().zip(b).zip(c.iter().zip(d))) {
        let first = simd.add_f32s(simd.mul_f32s(*a, by_a), simd.mul_f32s(*b, by_b));
        let second = simd.add_f32s(simd.mul_f32s(*c, by_c), simd.mul_f32s(*d, by_d));
        *sum = simd.add_f32s(*sum, simd.add_f32s(first, second));
    }
    let rest = a_rest.iter().zip(b_rest).zip(c_rest.iter().zip(d_rest));
    for (sum, ((a, b), (c, d))) in sums_rest.iter_mut().zip(rest) {
        *sum += (a * by[0] + b * by[1]) + (c * by[2] + d * by[3]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(length: usize, step: f32) -> Vec<f32> {
        (0..length).map(|at| at as f32 * step - 1.0).collect()
    }

    /// Some rows of each number of rows and width that takes another way through the loops.
    fn shapes() -> impl Iterator<Item = (Vec<Vec<f32>>, usize)> {
        let widths = [1, 15, 16, 17, 100, COLUMNS, COLUMNS + 21];
        let rows = |count, width| (0..count).map(move |row| ramp(width, row as f32 * 0.125));
        widths
            .into_iter()
            .flat_map(move |width| (0..10).map(move |count| (rows(count, width).collect(), width)))
    }

    #[test]
    fn a_product_takes_in_every_value_and_does_not_depend_on_the_rows_beside_it() {
        for (rows, width) in shapes() {
            let weights = ramp(3 * width, -0.5);
            let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
            let products = products(&rows, &weights, width);
            for (row, found) in rows.iter().zip(products.chunks_exact(3)) {
                for (weights, found) in weights.chunks_exact(width).zip(found) {
                    let expected: f32 = row.iter().zip(weights).map(|(a, b)| a * b).sum();
                    assert!((found - expected).abs() < 1e-3 * (1.0 + expected.abs()));
                }
                assert_eq!(super::products(&[row], &weights, width), found);
            }
        }
    }

    #[test]
    fn every_row_is_added_by_its_factor_to_every_class() {
        for (rows, width) in shapes() {
            let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
            let factors: Vec<f32> = (0..rows.len() * 2).map(|at| 0.5 - at as f32).collect();
            let before = ramp(2 * width, 2.0);
            let mut sums = before.clone();
            add_scaled(&mut sums, &rows, &factors, width);
            for (at, (sum, before)) in sums.iter().zip(before).enumerate() {
                let (class, column) = (at / width, at % width);
                let added: f32 = (0..rows.len())
                    .map(|row| rows[row][column] * factors[row * 2 + class])
                    .sum();
                assert!((sum - (before + added)).abs() < 1e-3 * (1.0 + added.abs()));
            }
        }
    }

    #[test]
    fn a_processor_without_vectors_gives_the_same_bits() {
        for (rows, width) in shapes() {
            let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
            let weights = ramp(3 * width, -0.3);
            let of = |processor: Arch| {
                let products = processor.dispatch(Products {
                    rows: &rows,
                    weights: &weights,
                    width,
                });
                let mut sums = weights.clone();
                processor.dispatch(AddScaled {
                    sums: &mut sums,
                    rows: &rows,
                    factors: &products,
                    width,
                });
                [products, sums].map(|all| all.into_iter().map(f32::to_bits).collect::<Vec<_>>())
            };
            assert_eq!(of(Arch::Scalar), of(*PROCESSOR));
            #[cfg(target_arch = "x86_64")]
            if let Some(shorter) = pulp::x86::V3::try_new() {
                assert_eq!(of(Arch::Scalar), of(Arch::V3(shorter)));
            }
        }
    }
}
