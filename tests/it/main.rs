//! One test binary; its modules in reading order.

mod document;
