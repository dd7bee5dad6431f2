//! Which day it is, which the library does not know.

use std::{
    env,
    time::{SystemTime, UNIX_EPOCH},
};

use tonelint::Day;

/// Today in UTC, or the day of SOURCE_DATE_EPOCH, so that a run can be repeated as it was.
pub(crate) fn today() -> Day {
    let told = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::of_seconds(told.unwrap_or_else(|| i64::try_from(now()).unwrap_or(i64::MAX)))
}
