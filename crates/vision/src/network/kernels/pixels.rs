//! Where the pixels of a map lie.

/// Pixels in rows, counted through from the first: some values apart, and from row to row some
/// others (so that a map may lie inside a larger one).
#[derive(Clone, Copy, Debug)]
pub(super) struct Pixels {
    /// Where the first pixel begins.
    pub(super) start: usize,
    /// Pixels of a row.
    pub(super) width: usize,
    /// Values from the start of a pixel to that of its neighbour.
    pub(super) step: usize,
    /// Values from the start of a row to that of the next.
    pub(super) row: usize,
}

impl Pixels {
    /// Pixels one after another.
    pub(super) fn dense(start: usize, channels: usize) -> Self {
        Self {
            start,
            width: usize::MAX,
            step: channels,
            row: 0,
        }
    }

    /// The same pixels, each seen from a later channel.
    pub(super) fn at_channel(self, channel: usize) -> Self {
        Self {
            start: self.start + channel,
            ..self
        }
    }

    /// A walk over the pixels, from the first.
    pub(super) fn walk(self) -> Walk {
        Walk {
            pixels: self,
            row_start: self.start,
            column: 0,
        }
    }
}

/// Steps from pixel to pixel without a division.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    pixels: Pixels,
    row_start: usize,
    column: usize,
}

impl Walk {
    /// Where each of the next pixels begins.
    #[inline(always)]
    pub(super) fn next<const PIXELS: usize>(&mut self) -> [usize; PIXELS] {
        let mut starts = [0; PIXELS];
        for start in &mut starts {
            *start = self.row_start + self.column * self.pixels.step;
            self.column += 1;
            if self.column == self.pixels.width {
                self.column = 0;
                self.row_start += self.pixels.row;
            }
        }
        starts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_from_row_to_row() {
        let pixels = Pixels {
            start: 5,
            width: 2,
            step: 3,
            row: 10,
        };
        let mut walk = pixels.at_channel(1).walk();
        assert_eq!(walk.next::<3>(), [6, 9, 16]);
        assert_eq!(walk.next::<2>(), [19, 26]);
        assert_eq!(Pixels::dense(1, 4).walk().next::<3>(), [1, 5, 9]);
    }
}
