//! A fence round the library that unpacks pages: on some damaged ones it panics, for want of a way to
//! tell.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use crate::{Error, Result};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// Does something; a panic in it is an error, and nothing is printed about it.
///
/// # Errors
///
/// Those of what is done, and when it panics.
pub(super) fn guarded<T>(reading: impl FnOnce() -> Result<T>) -> Result<T> {
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                usual(panic);
            }
        }));
    });
    IS_GUARDED.set(true);
    // What the closure has changed is dropped with it, so nobody sees it half done.
    let outcome = catch_unwind(AssertUnwindSafe(reading));
    IS_GUARDED.set(false);
    outcome.unwrap_or_else(|_| {
        Err(Error::input("the pages of the Parquet file are damaged")
            .hint("was the file cut off or changed?"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let error = guarded::<()>(|| panic!("on purpose")).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert_eq!(guarded(|| Ok(1)).unwrap(), 1);
    }
}
