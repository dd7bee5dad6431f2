//! One test binary; its modules in reading order.

mod cli;
mod process;
