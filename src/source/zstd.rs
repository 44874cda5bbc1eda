//! Zstandard (RFC 8878) out: any number of frames one after the other, as parallel compressors and
//! `cat` make them, and what is to be skipped between them.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How a frame begins.
const FRAME: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// How a frame that is to be skipped begins; the low half of its first byte may be anything.
const SKIPPED: [u8; 4] = [0x50, 0x2a, 0x4d, 0x18];

/// Whether bytes begin as a zstd stream does.
pub(super) fn is_zstd(bytes: &[u8]) -> bool {
    let is_skipped = |start: &[u8]| start[0] & 0xf0 == SKIPPED[0] && start[1..] == SKIPPED[1..];
    bytes.get(..FRAME.len()).is_some_and(|start| start == FRAME || is_skipped(start))
}

/// What the frames of a zstd stream hold.
pub(super) struct Frames<R> {
    packed: R,
    frame: FrameDecoder,
    is_inside: bool,
}

impl<R: BufRead> Frames<R> {
    /// The frames of a stream; nothing is read yet.
    pub fn new(packed: R) -> Self {
        Self { packed, frame: FrameDecoder::new(), is_inside: false }
    }

    /// Begins the next frame; false at the end of the stream.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.frame.init(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let skipped = (&mut self.packed).take(u64::from(length));
                    io::copy(&mut { skipped }, &mut io::sink())?;
                }
                Err(cause) => return Err(io::Error::other(cause)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_inside && self.frame.can_collect() > 0 {
                return self.frame.read(into);
            }
            if self.is_inside && !self.frame.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.frame.decode_blocks(&mut self.packed, one).map_err(io::Error::other)?;
            } else {
                self.is_inside = self.begin()?;
                if !self.is_inside {
                    return Ok(0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame with the words in one raw block, by RFC 8878 (3.1.1).
    fn frame(words: &str) -> Vec<u8> {
        let length = words.len() as u8;
        let header = (u32::from(length) << 3 | 1).to_le_bytes();
        [&FRAME[..], &[0x20, length], &header[..3], words.as_bytes()].concat()
    }

    fn unpacked(packed: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Frames::new(packed).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn frames_are_read_one_after_the_other_and_what_is_to_be_skipped_is() {
        let skipped = [&[0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let packed = [skipped.clone(), frame("one, "), frame(""), skipped, frame("two")].concat();
        assert!(is_zstd(&packed) && is_zstd(&frame("")) && !is_zstd(b"PK"));
        assert_eq!(unpacked(&packed).unwrap(), "one, two");
    }

    #[test]
    fn what_is_damaged_is_an_error() {
        let packed = [frame("one"), frame("two")].concat();
        assert!(unpacked(&packed[..packed.len() - 1]).is_err());
        assert!(unpacked(&[&packed[..], b"rest"].concat()).is_err());
    }
}
