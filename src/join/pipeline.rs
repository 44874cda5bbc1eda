//! Blocks through several threads and out again in order.

use std::io::Write;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::blocks::Block;
use super::summary::Summary;
use crate::{Error, Result};

/// Blocks that are read ahead for each thread: memory stays flat however long the file is.
const BLOCKS_AHEAD: usize = 3;

/// A block with its answers.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub bytes: Vec<u8>,
    pub summary: Summary,
}

/// A block to work on, and where its result is waited for.
type Work = (Block, SyncSender<Result<Joined>>);

/// Reads blocks on one thread, answers them on as many as rayon uses, and writes them in the order
/// in which they came. The first thing that goes wrong ends all of it.
pub(super) fn run(
    blocks: impl Iterator<Item = Result<Block>> + Send,
    writer: &mut impl Write,
    join: &(dyn Fn(Block) -> Result<Joined> + Sync),
) -> Result<Summary> {
    let threads = rayon::current_num_threads().max(1);
    let (put_work, work) = sync_channel::<Work>(threads);
    let (put_result, results) = sync_channel(BLOCKS_AHEAD * threads);
    let work = Mutex::new(work);
    thread::scope(|scope| {
        scope.spawn(move || read(blocks, &put_work, &put_result));
        for _ in 0..threads {
            scope.spawn(|| answer(&work, join));
        }
        // The results are dropped on the way out, so that the reader sees when nobody wants them.
        write(results, writer)
    })
}

/// Every block gets a place in the row of results before it is worked on: that keeps their order.
fn read(
    blocks: impl Iterator<Item = Result<Block>>,
    work: &SyncSender<Work>,
    results: &SyncSender<Receiver<Result<Joined>>>,
) {
    for block in blocks {
        let (put, result) = sync_channel(1);
        let is_wanted = results.send(result).is_ok();
        let goes_on = match block {
            Ok(block) => is_wanted && work.send((block, put)).is_ok(),
            Err(error) => {
                // Nobody waits for it when the writing has failed already.
                let _ = put.send(Err(error));
                false
            }
        };
        if !goes_on {
            break;
        }
    }
}

fn answer(work: &Mutex<Receiver<Work>>, join: &(dyn Fn(Block) -> Result<Joined> + Sync)) {
    let next = || work.lock().ok()?.recv().ok();
    while let Some((block, put)) = next() {
        // Nobody waits for it when an earlier block has failed.
        let _ = put.send(join(block));
    }
}

fn write(results: Receiver<Receiver<Result<Joined>>>, writer: &mut impl Write) -> Result<Summary> {
    let mut summary = Summary::default();
    for result in results {
        let lost = |_| Err(Error::input("a part of the input was lost on the way"));
        let joined = result.recv().unwrap_or_else(lost)?;
        writer.write_all(&joined.bytes).map_err(|cause| unwritable(&cause))?;
        summary.add(joined.summary);
    }
    writer.flush().map_err(|cause| unwritable(&cause))?;
    Ok(summary)
}

pub(super) fn unwritable(cause: &std::io::Error) -> Error {
    Error::input(format!("the joined rows can't be written: {cause}"))
}
