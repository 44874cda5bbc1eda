//! The keys of a theme file: each with what it means, and where its value stands in a theme.

use crate::map::scene::Color;
use crate::map::theme::{Colors, Tints, Widths};

/// A key, what it means, and its value.
pub(super) type Key<'a, T> = (&'static str, &'static str, &'a mut T);

/// Every colour.
pub(super) fn colors(colors: &mut Colors) -> Vec<Key<'_, Color>> {
    // Taken apart, so that a colour that is added can't be forgotten here.
    let Colors {
        paper,
        panel,
        sea,
        land,
        neighbour,
        unknown,
        others,
        lake,
        shore,
        river,
        water_ink,
        road,
        region_border,
        border,
        coast,
        front,
        limit,
        ink,
        faint_ink,
        country_ink,
        region_ink,
        rule,
        grid,
        halo,
        neighbour_halo,
        symbol,
        accent,
    } = colors;
    vec![
        ("paper", "the bare page", paper),
        ("panel", "ground of the legend's panel", panel),
        ("sea", "the sea", sea),
        ("land", "land that the map is about, where the data says nothing", land),
        ("neighbour", "land of other countries", neighbour),
        ("unknown", "ground of which nobody knows who controls it", unknown),
        ("others", "kinds of ground that a chart does not tell apart", others),
        ("lake", "lakes", lake),
        ("shore", "shores of lakes", shore),
        ("river", "rivers", river),
        ("water_ink", "names of waters", water_ink),
        ("road", "roads", road),
        ("region_border", "borders of regions", region_border),
        ("border", "borders of countries", border),
        ("coast", "coasts", coast),
        ("front", "front lines", front),
        ("limit", "edges of contested ground", limit),
        ("ink", "letters", ink),
        ("faint_ink", "letters of secondary text", faint_ink),
        ("country_ink", "names of other countries", country_ink),
        ("region_ink", "names of regions", region_ink),
        ("rule", "thin lines of furniture", rule),
        ("grid", "lines of a chart's scale", grid),
        ("halo", "outline of letters on the map", halo),
        ("neighbour_halo", "outline of letters on other countries' land", neighbour_halo),
        ("symbol", "inside of the symbols of towns", symbol),
        ("accent", "what draws the eye", accent),
    ]
}

/// Every share, and the colour that ground is tinted towards.
pub(super) fn tints(tints: &mut Tints) -> (Vec<Key<'_, f32>>, Key<'_, Color>) {
    let Tints { held, gained, claimed, shade, toward } = tints;
    let shares = vec![
        ("held", "of an actor's colour in ground that it holds", held),
        ("gained", "the same in ground that it has gained", gained),
        ("claimed", "the same in ground that it claims", claimed),
        ("shade", "of an actor's colour in lines about its ground, the rest being ink", shade),
    ];
    (shares, ("toward", "the colour that makes up the rest of ground", toward))
}

/// Every width.
pub(super) fn widths(widths: &mut Widths) -> Vec<Key<'_, f32>> {
    let Widths { front, limit, outline, border, region, river, road, rule, halo } = widths;
    vec![
        ("front", "front lines", front),
        ("limit", "edges of contested ground", limit),
        ("outline", "outlines that no other territory shares", outline),
        ("border", "borders of countries", border),
        ("region", "borders of regions", region),
        ("river", "a river of the first rank", river),
        ("road", "a road of the first rank", road),
        ("rule", "thin lines of furniture", rule),
        ("halo", "the outline of letters on the map", halo),
    ]
}
