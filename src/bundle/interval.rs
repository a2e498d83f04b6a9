//! Intervals: what a printed figure allows the true number to be, and arithmetic on that.

use super::figure::parse_figure;
use super::metric::Point;
use super::vocabulary::Bound;

/// A number as printed or computed, with the least and the most that it may truly be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least that it may be.
    pub low: f64,
    /// The number as printed or computed.
    pub value: f64,
    /// The most that it may be; infinite if unbounded.
    pub high: f64,
}

/// How far a true number may be from one printed as "about", as a fraction. Our own choice; no document says.
const ABOUT: f64 = 0.1;

impl Point {
    /// The place value to which an "about" number may be rounded: that of its last digit other than 0, but no more than
    /// the power of ten below a tenth of it. `None` for a number with another bound.
    #[must_use]
    pub fn rounding_step(&self) -> Option<f64> {
        let value = self.value.filter(|_| self.bound == Bound::About)?.get();
        let printed = parse_figure(&self.figure).ok()?.last_nonzero_place;
        let off = 10_f64.powf((value * ABOUT).abs().log10().floor());
        Some(printed.min(off))
    }
}

impl Interval {
    /// A number that is known exactly.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        Self {
            low: value,
            value,
            high: value,
        }
    }

    /// What a point's figure allows; `None` if it is masked.
    ///
    /// | printed | allows |
    /// | --- | --- |
    /// | `1126件` | that number: counts are not rounded |
    /// | `99.4%`, `48.2万件` | what rounds or truncates to it |
    /// | `100%` | that number: all means all |
    /// | `600余条`, `3.6万余条` | up to one more in the last digit other than 0 |
    /// | `超680件`, `90%以上` | that or more |
    /// | `30个工作日以内` | 0 to that |
    /// | `约150万份` | a tenth more or less |
    /// | `近23万家` | up to a tenth less |
    #[must_use]
    pub fn of(point: &Point) -> Option<Self> {
        let figure = point.figure.as_str();
        let reading = parse_figure(figure).ok()?;
        let value = reading.value?;
        let (low, high) = match reading.bound {
            Bound::Exact if is_counted(figure, value) => (value, value),
            Bound::Exact => return Self::rounded(point),
            Bound::MoreThan if figure.contains(['超', '逾', '突', '高']) => {
                (value, f64::INFINITY)
            }
            Bound::MoreThan => (value, value + reading.last_nonzero_place),
            Bound::AtLeast => (value, f64::INFINITY),
            Bound::AtMost => (0.0, value),
            Bound::About if figure.contains('近') => (value * (1.0 - ABOUT), value),
            Bound::About => (value * (1.0 - ABOUT), value * (1.0 + ABOUT)),
        };
        Some(Self { low, value, high })
    }

    /// As [`Self::of`], but a figure without a bound is exact. Used to order figures.
    #[must_use]
    pub fn as_printed(point: &Point) -> Option<Self> {
        let reading = parse_figure(&point.figure).ok()?;
        if reading.bound != Bound::Exact {
            return Self::of(point);
        }
        reading.value.map(Self::exact)
    }

    /// As [`Self::of`], but a figure without a bound may always be rounded or truncated to its last digit, even a
    /// count.
    #[must_use]
    pub fn rounded(point: &Point) -> Option<Self> {
        let reading = parse_figure(&point.figure).ok()?;
        if reading.bound != Bound::Exact {
            return Self::of(point);
        }
        let value = reading.value?;
        Some(Self {
            low: value - reading.last_place / 2.0,
            value,
            // A truncated number may come as near as it likes to the next step, but not reach it.
            high: value + reading.last_place * (1.0 - 1e-9),
        })
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            value: self.value + other.value,
            high: self.high + other.high,
        }
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            low: self.low - other.high,
            value: self.value - other.value,
            high: self.high - other.low,
        }
    }

    /// The quotient of two numbers of at least 0; `None` if the divisor may be 0.
    #[must_use]
    pub fn over(self, divisor: Self) -> Option<Self> {
        (divisor.low > 0.0).then(|| Self {
            low: self.low / divisor.high,
            value: self.value / divisor.value,
            high: self.high / divisor.low,
        })
    }

    /// The product with a factor of at least 0.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            value: self.value * factor,
            high: self.high * factor,
        }
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(self) -> Self {
        if self.low >= 0.0 {
            return self;
        }
        let (one, other) = (self.low.abs(), self.high.abs());
        Self {
            low: if self.high >= 0.0 {
                0.0
            } else {
                one.min(other)
            },
            value: self.value.abs(),
            high: one.max(other),
        }
    }

    /// Whether both may be the same number, within floating-point error.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let tolerance = f64::EPSILON * 8.0 * self.value.abs().max(other.value.abs()).max(1.0);
        self.low <= other.high + tolerance && other.low <= self.high + tolerance
    }

    /// Whether the number is certainly more than the other.
    #[must_use]
    pub fn exceeds(self, other: Self) -> bool {
        self.low > other.high && !self.overlaps(other)
    }
}

/// Whether a figure is not rounded: a count, or 100 %.
fn is_counted(figure: &str, value: f64) -> bool {
    if figure.contains('%') {
        return figure.contains("100%");
    }
    value.fract() == 0.0 && !figure.contains(['.', '万', '亿', '千'])
}
