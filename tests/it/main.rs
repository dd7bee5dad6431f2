//! One test binary; its modules in reading order.

mod cli;
mod document;
mod process;
