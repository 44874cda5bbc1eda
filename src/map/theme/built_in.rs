//! The themes that come with the program.

use super::{Colors, Cue, Theme, Tints, Widths};
use crate::map::scene::Color;

impl Theme {
    /// The themes that come with the program, by their names.
    pub const BUILT_IN: [(&str, Self); 4] = [
        ("light", Self::LIGHT),
        ("dark", Self::DARK),
        ("print", Self::PRINT),
        ("newsroom", Self::NEWSROOM),
    ];

    /// The theme of a name, whatever its case; nothing where none is called so.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::Theme;
    ///
    /// assert_eq!(Theme::named("Dark"), Some(Theme::DARK));
    /// assert_eq!(Theme::named("sepia"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let known = Self::BUILT_IN.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        known.map(|(_, theme)| *theme)
    }

    /// Dark ink on white paper: the theme where none is named.
    pub const LIGHT: Self = Self {
        colors: Colors {
            paper: opaque(0xFF_FF_FF),
            panel: opaque(0xFF_FF_FF),
            sea: opaque(0xD9_E4_EB),
            land: opaque(0xFB_FA_F6),
            neighbour: opaque(0xEB_E8_E2),
            unknown: opaque(0xC9_C7_C4),
            others: opaque(0xE4_E1_DB),
            lake: opaque(0xB4_CF_E0),
            shore: opaque(0x86_AD_C6),
            river: opaque(0x62_9C_C2),
            water_ink: opaque(0x2C_68_90),
            road: clear(0x8A_7B_68, 0x66),
            region_border: clear(0x50_4C_46, 0x80),
            border: opaque(0x6E_69_62),
            coast: opaque(0x86_9B_A8),
            front: opaque(0x1C_1C_1C),
            limit: clear(0x1C_1C_1C, 0x90),
            ink: opaque(0x1A_1A_1A),
            faint_ink: opaque(0x62_5F_5A),
            country_ink: opaque(0x93_8D_84),
            region_ink: clear(0x45_41_3B, 0xB0),
            rule: opaque(0xC8_C4_BC),
            grid: clear(0x1C_1C_1C, 0x26),
            halo: clear(0xFF_FF_FF, 0xD2),
            neighbour_halo: clear(0xEB_E8_E2, 0xE0),
            symbol: opaque(0xFF_FF_FF),
            accent: opaque(0xC0_1F_2E),
        },
        tints: Tints {
            held: 0.56,
            gained: 0.92,
            claimed: 0.28,
            shade: 0.62,
            toward: opaque(0xFF_FF_FF),
        },
        widths: Widths {
            front: 2.4,
            limit: 1.0,
            outline: 1.8,
            border: 1.5,
            region: 0.9,
            river: 2.0,
            road: 1.2,
            rule: 0.8,
            halo: 2.6,
        },
        cue: Cue::Color,
    };

    /// Light ink on dark paper, for screens.
    pub const DARK: Self = Self {
        colors: Colors {
            paper: opaque(0x16_1A_1F),
            panel: opaque(0x1D_22_28),
            sea: opaque(0x12_1C_26),
            land: opaque(0x2B_30_36),
            neighbour: opaque(0x25_2A_30),
            unknown: opaque(0x58_5B_5E),
            others: opaque(0x3A_3F_45),
            lake: opaque(0x1F_3B_50),
            shore: opaque(0x36_5E_78),
            river: opaque(0x4F_86_A8),
            water_ink: opaque(0x9C_C8_E2),
            road: clear(0xC9_BC_A8, 0x48),
            region_border: clear(0xD8_D4_CC, 0x66),
            border: opaque(0xA8_A4_9C),
            coast: opaque(0x4A_60_70),
            front: opaque(0xF6_F4_EF),
            limit: clear(0xF6_F4_EF, 0x90),
            ink: opaque(0xF2_F0_EA),
            faint_ink: opaque(0xA9_A6_9F),
            country_ink: opaque(0x80_82_82),
            region_ink: clear(0xE6_E2_DA, 0xB0),
            rule: opaque(0x45_4A_50),
            grid: clear(0xF2_F0_EA, 0x26),
            halo: clear(0x14_18_1C, 0xD2),
            neighbour_halo: clear(0x25_2A_30, 0xE0),
            symbol: opaque(0x16_1A_1F),
            accent: opaque(0xFF_6B_5E),
        },
        tints: Tints {
            held: 0.58,
            gained: 0.92,
            claimed: 0.3,
            shade: 0.80,
            toward: opaque(0x1A_1E_23),
        },
        ..Self::LIGHT
    };

    /// For paper, in colour or in shades of grey: every actor but the first has a pattern of its own.
    pub const PRINT: Self = Self {
        colors: Colors {
            sea: opaque(0xEC_EF_F1),
            land: opaque(0xFF_FF_FF),
            neighbour: opaque(0xF4_F3_F1),
            lake: opaque(0xDC_E6_EC),
            shore: opaque(0x6F_8A_9A),
            river: opaque(0x5B_83_9C),
            water_ink: opaque(0x2B_55_70),
            road: clear(0x6A_62_58, 0x55),
            border: opaque(0x50_4C_48),
            front: opaque(0x00_00_00),
            ink: opaque(0x00_00_00),
            faint_ink: opaque(0x4A_48_45),
            country_ink: opaque(0x7E_7A_74),
            neighbour_halo: clear(0xF4_F3_F1, 0xE0),
            halo: clear(0xFF_FF_FF, 0xE6),
            accent: opaque(0x00_00_00),
            ..Self::LIGHT.colors
        },
        tints: Tints { held: 0.40, gained: 0.80, ..Self::LIGHT.tints },
        widths: Widths { front: 2.8, halo: 3.0, ..Self::LIGHT.widths },
        cue: Cue::Pattern,
    };

    /// Strong colours on a quiet grey ground, as newspapers print and tell them.
    pub const NEWSROOM: Self = Self {
        colors: Colors {
            sea: opaque(0xDF_E7_EC),
            land: opaque(0xFA_FA_FA),
            neighbour: opaque(0xEF_EF_EE),
            lake: opaque(0xCB_DC_E6),
            shore: opaque(0xA5_C0_CF),
            river: opaque(0x78_A4_BE),
            water_ink: opaque(0x2F_62_80),
            road: clear(0x80_80_80, 0x40),
            region_border: clear(0x60_60_60, 0x60),
            border: opaque(0x7A_7A_7A),
            coast: opaque(0xA2_B0_B8),
            front: opaque(0x11_11_11),
            ink: opaque(0x11_11_11),
            faint_ink: opaque(0x66_66_66),
            country_ink: opaque(0x9A_9A_9A),
            rule: opaque(0xD0_D0_D0),
            neighbour_halo: clear(0xEF_EF_EE, 0xE0),
            accent: opaque(0xD0_02_1B),
            ..Self::LIGHT.colors
        },
        tints: Tints { held: 0.74, gained: 1.0, ..Self::LIGHT.tints },
        widths: Widths { front: 3.0, border: 1.2, ..Self::LIGHT.widths },
        cue: Cue::Color,
    };
}

const fn opaque(rgb: u32) -> Color {
    clear(rgb, 0xFF)
}

const fn clear(rgb: u32, a: u8) -> Color {
    let [_, r, g, b] = rgb.to_be_bytes();
    Color { r, g, b, a }
}
