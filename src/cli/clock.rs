//! Which day it is; the library is told.

use std::{
    env,
    time::{SystemTime, UNIX_EPOCH},
};

use tonelint::Day;

/// Today, in UTC. `SOURCE_DATE_EPOCH` has the last word, so that a run can be repeated.
pub(crate) fn today() -> Day {
    let told = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs().cast_signed());
    Day::of_seconds(told.unwrap_or_else(now))
}
