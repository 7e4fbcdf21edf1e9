//! The adapter and the sandbox, over HTTP, with a merchant in between that does what a service
//! does.

mod merchant;
mod notices;
mod pages;
mod transactions;
