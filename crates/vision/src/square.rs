//! The part of a photo that is looked at.

/// A square in whole pixels of the kept photo. The photo itself is never cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Square {
    /// Distance of the left edge from the photo's left edge.
    pub left: u32,
    /// Distance of the top edge from the photo's top edge.
    pub top: u32,
    /// Length of each side.
    pub side: u32,
}

impl Square {
    /// The largest square in the middle. An odd pixel is lost on the right or at the bottom.
    #[must_use]
    pub fn centre(width: u32, height: u32) -> Self {
        let side = width.min(height);
        Self {
            left: (width - side) / 2,
            top: (height - side) / 2,
            side,
        }
    }

    /// Whether the square has pixels and all of them lie in a photo of this size.
    #[must_use]
    pub fn fits(&self, width: u32, height: u32) -> bool {
        let inside = |start: u32, length| {
            start
                .checked_add(self.side)
                .is_some_and(|end| end <= length)
        };
        self.side > 0 && inside(self.left, width) && inside(self.top, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(size: (u32, u32), expected: (u32, u32, u32), why: &str) {
        let square = Square::centre(size.0, size.1);
        assert_eq!((square.left, square.top, square.side), expected, "{why}");
    }

    #[test]
    fn centre_square_keeps_the_middle() {
        check((640, 480), (80, 0, 480), "a wide photo loses both sides");
        check(
            (480, 640),
            (0, 80, 480),
            "a tall photo loses top and bottom",
        );
        check((5, 4), (0, 0, 4), "the odd pixel is lost on the right");
        check((4, 7), (0, 1, 4), "the odd pixel is lost at the bottom");
        check((0, 9), (0, 4, 0), "an empty photo gives an empty square");
    }

    #[test]
    fn a_square_fits_only_inside_the_photo() {
        let fits = |left, top, side| Square { left, top, side }.fits(20, 10);
        assert!(fits(0, 0, 10));
        assert!(fits(10, 0, 10), "touching the right edge");
        assert!(!fits(11, 0, 10), "one pixel past the right edge");
        assert!(!fits(0, 1, 10), "one pixel past the bottom");
        assert!(!fits(0, 0, 0), "no pixels");
        assert!(!fits(u32::MAX, 0, 2), "a sum past the range of numbers");
    }
}
