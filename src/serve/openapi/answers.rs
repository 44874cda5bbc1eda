//! Figures, and who held what.

use serde_json::json;

use super::facts::Facts;
use super::operation::{Content, Group, Operation, Parameter};
use super::parameters::{date, day, edges, figures_form, form, lang, place, regions, text, truth};

/// The operations.
pub(super) fn all(facts: &Facts) -> Vec<Operation> {
    let operation =
        |path, id, summary, description: &str, parameters, component, example: String| {
            let answers = Content::page_of("application/json", component);
            let names = [path, id, summary];
            Operation::get(Group::Answers, names, description, parameters, answers, example)
        };
    let with_ground = |operation: Operation| {
        let ground = Content::of("application/geo+json", "features");
        Operation { answers: operation.answers.into_iter().chain([ground]).collect(), ..operation }
    };
    let metres = json!({ "type": "number", "minimum": 0, "default": 50 });
    let (_, lon, lat) = &facts.place;
    let last = facts.last();
    let [lon_, lat_, place_] = place(facts);
    let at = vec![lon_, lat_, place_, date(facts), lang(facts), form()];
    let [lon_, lat_, place_] = place(facts);
    let history = vec![lon_, lat_, place_, lang(facts), form()];
    vec![
        operation(
            "/at",
            "getAt",
            "Who held a place on a date",
            "The holder and since when, what was before and after, the nearest front, the sources. \
             The place is given by `lon` and `lat`, or by `place`.",
            at,
            "at",
            format!("/at?lon={lon}&lat={lat}&date={last}"),
        ),
        operation(
            "/history",
            "getHistory",
            "Who held a place through time",
            "All spans of time with their holders. The place is given by `lon` and `lat`, or by `place`.",
            history,
            "history",
            format!("/history?lon={lon}&lat={lat}"),
        ),
        operation(
            "/area",
            "getArea",
            "How much ground each side holds",
            "Square kilometres on the ellipsoid, on one date or through time.",
            vec![
                date(facts),
                Parameter::query("dates", text(), "The first and the last of several dates: A..B"),
                Parameter::query(
                    "every",
                    text(),
                    "The step between dates, in days, weeks or months: 1d, 2w, 1m",
                ),
                Parameter::query("all", truth(), "Every date on which the data says something new"),
                regions(),
                edges(),
                lang(facts),
                form(),
            ],
            "areas",
            format!("/area?date={last}"),
        ),
        with_ground(operation(
            "/compare",
            "getComparison",
            "What changed between two dates",
            "Who gained and lost how much, which places changed hands, what became of pockets.",
            vec![
                Parameter::query("from", day(), "The earlier date")
                    .required()
                    .such_as(facts.first()),
                Parameter::query("to", day(), "The later date").required().such_as(last),
                regions(),
                edges(),
                Parameter::query(
                    "sliver_width",
                    metres,
                    "Metres below which a changed piece is a sliver: twice its area over its perimeter",
                ),
                Parameter::query(
                    "patches",
                    truth(),
                    "Gives the changed ground itself, as f=geojson does",
                ),
                lang(facts),
                figures_form(),
            ],
            "comparison",
            format!("/compare?from={}&to={last}", facts.first()),
        )),
        with_ground(operation(
            "/front",
            "getFronts",
            "Where the fronts run, and how long they are",
            "Borders with somebody on either side, and no actor on both.",
            vec![date(facts), lang(facts), figures_form()],
            "fronts",
            format!("/front?date={last}"),
        )),
        with_ground(operation(
            "/pockets",
            "getPockets",
            "The connected pieces of ground of each actor",
            "Connected pieces of ground that one actor holds alone, with their places and people.",
            vec![
                date(facts),
                Parameter::query(
                    "of",
                    json!({ "type": "string", "enum": facts.actors }),
                    "Only this actor's pockets",
                ),
                lang(facts),
                figures_form(),
            ],
            "pockets",
            format!("/pockets?date={last}"),
        )),
    ]
}
