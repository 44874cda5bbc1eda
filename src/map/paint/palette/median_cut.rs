//! Mixtures to the few colours that stand for them.

use super::{cell_key, rgb};

/// The colours of a cell of the colour cube, taken together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) key: usize,
    count: u64,
    sums: [u64; 3],
    /// The mean of its colours.
    pub(super) mean: [f32; 3],
}

/// The cells that colours fall into, by key.
pub(super) fn cells(colors: &[(u32, u64)]) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); super::CELLS];
    for &(color, count) in colors {
        let key = cell_key(color);
        let cell = &mut cells[key];
        cell.key = key;
        cell.count += count;
        for (sum, channel) in cell.sums.iter_mut().zip(rgb(color)) {
            *sum += count * u64::from(channel);
        }
    }
    cells.retain(|cell| cell.count > 0);
    for cell in &mut cells {
        cell.mean = cell.sums.map(|sum| sum as f32 / cell.count as f32);
    }
    cells
}

/// A box of colours: which channel to cut it by, where, and how much that would gain.
struct Cut {
    cells: Vec<Cell>,
    mean: [f32; 3],
    channel: usize,
    gain: f64,
}

impl Cut {
    fn new(cells: Vec<Cell>) -> Self {
        let total: f64 = cells.iter().map(|cell| cell.count as f64).sum::<f64>().max(1.0);
        let mut mean = [0.0f32; 3];
        let mut best = (0, 0.0f64);
        for (channel, mean) in mean.iter_mut().enumerate() {
            let sum: u64 = cells.iter().map(|cell| cell.sums[channel]).sum();
            let middle = sum as f64 / total;
            *mean = middle as f32;
            let spread: f64 = cells
                .iter()
                .map(|cell| {
                    let away = f64::from(cell.mean[channel]) - middle;
                    away * away * cell.count as f64
                })
                .sum();
            if spread > best.1 {
                best = (channel, spread);
            }
        }
        let gain = if cells.len() > 1 { best.1 } else { 0.0 };
        Self { cells, mean, channel: best.0, gain }
    }

    fn split(self) -> [Self; 2] {
        let (channel, middle) = (self.channel, self.mean[self.channel]);
        let (low, high) = self.cells.into_iter().partition(|cell| cell.mean[channel] < middle);
        [Self::new(low), Self::new(high)]
    }
}

/// At most `most` colours that stand for the cells.
pub(super) fn median_cut(cells: &[Cell], most: usize) -> Vec<[u8; 3]> {
    let mut boxes = vec![Cut::new(cells.to_vec())];
    while boxes.len() < most {
        let widest = (0..boxes.len()).max_by(|&a, &b| boxes[a].gain.total_cmp(&boxes[b].gain));
        let Some(widest) = widest.filter(|&index| boxes[index].gain > 0.0) else { break };
        let halves = boxes.swap_remove(widest).split();
        boxes.extend(halves.into_iter().filter(|half| !half.cells.is_empty()));
    }
    boxes.iter().map(|cut| cut.mean.map(|channel| (channel + 0.5) as u8)).collect()
}
