//! Numbers that begin with a cache line, so that no vector lies across two of them.

/// Values of a cache line, which are also those of the longest vector.
const LINE: usize = 64 / size_of::<f32>();

/// A fixed number of values.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    values: Vec<f32>,
    start: usize,
    length: usize,
}

impl Aligned {
    /// Zeros.
    pub(super) fn zeros(length: usize) -> Self {
        let values = vec![0.0_f32; length + LINE];
        let start = values.as_ptr().align_offset(LINE * size_of::<f32>());
        Self {
            start: start.min(LINE),
            values,
            length,
        }
    }

    /// The values of a list.
    pub(super) fn of(values: impl Iterator<Item = f32>) -> Self {
        let values: Vec<f32> = values.collect();
        let mut aligned = Self::zeros(values.len());
        aligned.values_mut().copy_from_slice(&values);
        aligned
    }

    pub(super) fn values(&self) -> &[f32] {
        &self.values[self.start..][..self.length]
    }

    pub(super) fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values[self.start..][..self.length]
    }

    /// At least so many values; what they are is not said.
    pub(super) fn at_least(&mut self, length: usize) -> &mut [f32] {
        if self.length < length {
            *self = Self::zeros(length);
        }
        &mut self.values_mut()[..length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_begin_with_a_cache_line() {
        for length in [1, 15, 16, 1000] {
            let aligned = Aligned::of((0..length).map(|value| value as f32));
            assert!(aligned.values().as_ptr().addr().is_multiple_of(64));
            assert_eq!(aligned.values().len(), length);
            assert_eq!(aligned.values()[length - 1], (length - 1) as f32);
        }
    }

    #[test]
    fn working_memory_grows_and_stays() {
        let mut memory = Aligned::default();
        assert_eq!(memory.at_least(10).len(), 10);
        memory.at_least(20)[19] = 1.0;
        assert_eq!(memory.at_least(5).len(), 5);
        assert_eq!(memory.at_least(20)[19], 1.0);
    }
}
