//! A day, until which something is allowed.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A day of the calendar, such as `2027-01-31`. The library knows no clock: today is what it is told.
///
/// ```
/// use tonelint::Day;
/// let until: Day = "2027-01-31".parse().unwrap();
/// assert!(until < Day::of_seconds(1_801_440_000) && until.to_string() == "2027-01-31");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// The day of this second since the start of 1970, in UTC; the first or last one there is if that is none.
    pub fn of_seconds(seconds: i64) -> Day {
        let far = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Day(Timestamp::from_second(seconds).unwrap_or(far).to_zoned(TimeZone::UTC).date())
    }
}

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(typed: &str) -> Result<Day, NoDay> {
        // One way of writing a day is enough, and every reader of a comment knows it.
        let is_written_out = typed.len() == 10 && typed.is_ascii();
        typed.parse().ok().filter(|_| is_written_out).map(Day).ok_or(NoDay)
    }
}

/// What was typed is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDay;

impl std::error::Error for NoDay {}

impl fmt::Display for NoDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no day, which is written like 2027-01-31")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_one_way() {
        let check = |typed: &str, expected: bool| assert_eq!(typed.parse::<Day>().is_ok(), expected, "{typed}");
        check("2027-01-31", true);
        check("2028-02-29", true);
        check("2027-02-29", false);
        check("2027-13-01", false);
        check("2027-1-31", false);
        check("20270131", false);
        check("2027-01-31T00:00", false);
        check("tomorrow!!", false);
        check("", false);
    }

    #[test]
    fn a_day_begins_at_midnight_in_utc_and_no_second_is_out_of_reach() {
        let day = |seconds: i64| Day::of_seconds(seconds).to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(86_399), "1970-01-01");
        assert_eq!(day(86_400), "1970-01-02");
        assert!(Day::of_seconds(i64::MIN) < Day::of_seconds(0) && Day::of_seconds(0) < Day::of_seconds(i64::MAX));
    }
}
