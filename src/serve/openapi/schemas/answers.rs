//! What figures, and answers on places, are made of.

use serde_json::{Value, json};

use super::{
    Schemas, count, like, list, maybe, maybe_date, maybe_number, maybe_text, number, object, text,
    truth,
};

pub(super) fn all() -> Schemas {
    [places(), areas(), changes(), tables()].into_iter().flatten().collect()
}

/// Of which date an answer is, of which its data, and how many days old that is by then.
fn dated() -> [(&'static str, Value); 3] {
    let age = json!({ "type": "integer", "nullable": true });
    [("date", maybe_date()), ("data_date", maybe_date()), ("age_days", age)]
}

/// Who holds ground, and answers on a place.
fn places() -> Schemas {
    let named = || object([("id", text()), ("name", text())], []);
    let ground = [("status", like("status")), ("holders", list(like("holder")))];
    let period = object(
        [
            ("from", maybe_date()),
            ("until", maybe_date()),
            ("status", like("status")),
            ("holders", list(like("holder"))),
        ],
        [
            ("overlaps", list(like("holder"))),
            ("days", json!({ "type": "integer", "nullable": true })),
            ("is_so_at_end_of_data", truth()),
            ("sources", list(text())),
        ],
    );
    let nearest = object(
        [("distance_km", number()), ("lon", number()), ("lat", number())],
        [
            ("bearing_degrees", maybe_number()),
            ("near", list(like("ground"))),
            ("far", list(like("ground"))),
        ],
    );
    let [date, data_date, age] = dated();
    let at = object(
        [
            ("lon", number()),
            ("lat", number()),
            date,
            data_date,
            age,
            ("status", like("status")),
            ("holders", list(like("holder"))),
        ],
        [
            ("place", maybe_text()),
            ("hint", text()),
            ("region", maybe("region")),
            ("is_on_boundary", truth()),
            ("since", maybe_date()),
            ("until", maybe_date()),
            ("before", maybe("period")),
            ("after", maybe("period")),
            ("front", maybe("nearestFront")),
            ("sources", list(text())),
        ],
    );
    let held = object(
        [("lon", number()), ("lat", number()), ("spans", list(like("period")))],
        [("place", maybe_text()), ("hint", text()), ("region", maybe("region"))],
    );
    let history = object(
        [("places", list(held))],
        [("first_date", maybe_date()), ("last_date", maybe_date())],
    );
    vec![
        ("status", status()),
        ("holder", named()),
        ("region", named()),
        ("ground", object(ground, [])),
        ("period", period),
        ("nearestFront", nearest),
        ("at", at),
        ("history", history),
    ]
}

fn status() -> Value {
    json!({ "type": "string", "description": "held, joint, contested, claimed, unclaimed and the like" })
}

/// Areas of dates.
fn areas() -> Schemas {
    let held = object(
        [("status", like("status")), ("holders", list(like("holder"))), ("km2", number())],
        [("percent", maybe_number())],
    );
    let part = object(
        [("grounds", list(held)), ("total_km2", number())],
        [
            ("region", maybe("region")),
            ("overlap_km2", number()),
            ("unclaimed_km2", maybe_number()),
            ("outside_frame_km2", maybe_number()),
        ],
    );
    let [date, data_date, age] = dated();
    let areas = object(
        [date, data_date, age, ("has_data", truth()), ("all", maybe("areaPart"))],
        [("regions", list(like("areaPart")))],
    );
    vec![("areaPart", part), ("areas", list(areas))]
}

/// What changed between two dates.
fn changes() -> Schemas {
    let day = object(dated(), []);
    let flow = object([("from", like("ground")), ("to", like("ground")), ("km2", number())], []);
    let side = object(
        [
            ("status", like("status")),
            ("holders", list(like("holder"))),
            ("before_km2", number()),
            ("gained_km2", number()),
            ("lost_km2", number()),
            ("after_km2", number()),
            ("net_km2", number()),
        ],
        [("slivers_km2", number()), ("net_percent", maybe_number())],
    );
    let place = object(
        [("name", text()), ("lon", number()), ("lat", number())],
        [
            ("population", maybe_number()),
            ("region", maybe("region")),
            ("from", like("ground")),
            ("to", like("ground")),
        ],
    );
    let comparison = object(
        [
            ("from", day.clone()),
            ("to", day),
            ("sides", list(side)),
            ("matrix", list(flow)),
            ("changed_km2", number()),
            ("total_km2", number()),
        ],
        [("summary", text()), ("places", list(place))],
    );
    vec![("comparison", comparison)]
}

/// Fronts and pockets.
fn tables() -> Schemas {
    let front = object([("between", list(like("ground"))), ("km", number())], []);
    let pocket = object(
        [
            ("actor", like("holder")),
            ("name", maybe_text()),
            ("km2", number()),
            ("places", list(text())),
        ],
        [("population", maybe_number()), ("places_without_population", count())],
    );
    let [date, data_date, age] = dated();
    let fronts = object([date, data_date, age, ("fronts", list(front))], []);
    let [date, data_date, age] = dated();
    let pockets = object([date, data_date, age, ("pockets", list(pocket))], []);
    vec![("fronts", fronts), ("pockets", pockets)]
}
