//! What can be asked of the server, and how OpenAPI writes it.

use serde_json::{Map, Value, json};

/// A request that the server answers.
pub(in crate::serve) struct Operation {
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// `get` or `post`.
    pub method: &'static str,
    /// A name that no other has.
    pub id: &'static str,
    /// What it belongs to.
    pub group: Group,
    /// What is had by it, in a few words.
    pub summary: &'static str,
    /// What else there is to know, in sentences.
    pub description: String,
    /// What may be said in the request.
    pub parameters: Vec<Parameter>,
    /// What the body of the request may be.
    pub body: Vec<Content>,
    /// What comes back where nothing is wrong.
    pub answers: Vec<Content>,
    /// The statuses of what may be wrong.
    pub problems: &'static [u16],
    /// A request to try: a path and parameters.
    pub example: String,
}

/// What operations belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) enum Group {
    /// What the server is.
    Service,
    /// OGC API Features.
    Features,
    /// Figures and who held what.
    Answers,
    /// Pictures.
    Maps,
    /// Vector tiles.
    Tiles,
}

/// A parameter of a request.
pub(in crate::serve) struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Whether it stands in the path, where it can't be left out.
    pub is_in_path: bool,
    /// Whether the request means nothing without it.
    pub is_required: bool,
    /// What it says, in a sentence.
    pub description: String,
    /// What values it takes.
    pub schema: Value,
    /// A value that makes sense.
    pub example: Option<Value>,
    /// Whether it stands among the document's components, where some clients look for it by its name.
    pub is_component: bool,
}

/// A body of some kind of media.
pub(in crate::serve) struct Content {
    /// The kind of media, without parameters.
    pub media: &'static str,
    /// What it is made of.
    pub schema: Value,
}

/// What the numbers of statuses stand for, as names of components.
const PROBLEMS: [(u16, &str, &str); 7] = [
    (400, "Wrong", "The request makes no sense as it stands: the detail says why, and what to do."),
    (404, "Unknown", "There is no such resource, or no data on it."),
    (413, "TooLarge", "The body of the request is larger than it may be."),
    (415, "WrongMedia", "The body of the request is of a kind that is not read."),
    (500, "Broken", "The answer could not be made: a defect of the program."),
    (503, "Busy", "More requests are waiting than may; ask again in a moment."),
    (504, "TooSlow", "The answer took longer than it may; ask for less at once."),
];

impl Group {
    /// Every group, in the order in which they are read.
    pub const ALL: [Self; 5] =
        [Self::Service, Self::Answers, Self::Features, Self::Maps, Self::Tiles];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "Service",
            Self::Features => "Features",
            Self::Answers => "Answers",
            Self::Maps => "Maps",
            Self::Tiles => "Tiles",
        }
    }

    /// What it is for.
    pub fn description(self) -> &'static str {
        match self {
            Self::Service => "What the server is, and what can be asked of it.",
            Self::Features => {
                "The data as collections of features: OGC API Features, as QGIS and GDAL read it."
            }
            Self::Answers => {
                "Who held a place and when, how much ground each side holds, what changed, where \
                 the fronts run. The same as the commands of the program print."
            }
            Self::Maps => "Finished maps as pictures, and layers for a map of one's own by WMS.",
            Self::Tiles => "Vector tiles with all dates in them, as MapLibre draws them.",
        }
    }

    fn json(self) -> Value {
        json!({ "name": self.name(), "description": self.description() })
    }
}

impl Operation {
    /// A request that reads, and may fail as what takes a moment does: its path, its name and what is had
    /// by it, then what else there is to know.
    pub fn get(
        group: Group,
        [path, id, summary]: [&'static str; 3],
        description: impl Into<String>,
        parameters: Vec<Parameter>,
        answers: Vec<Content>,
        example: impl Into<String>,
    ) -> Self {
        Self {
            path,
            method: "get",
            id,
            group,
            summary,
            description: description.into(),
            parameters,
            body: Vec::new(),
            answers,
            problems: &[400, 404, 500, 503, 504],
            example: example.into(),
        }
    }
}

impl Parameter {
    /// One of the query, which may be left out.
    pub fn query(name: &'static str, schema: Value, description: impl Into<String>) -> Self {
        let description = description.into();
        let (is_in_path, is_required) = (false, false);
        let (example, is_component) = (None, false);
        Self { name, is_in_path, is_required, description, schema, example, is_component }
    }

    /// One in the path.
    pub fn path(name: &'static str, schema: Value, description: impl Into<String>) -> Self {
        let (is_in_path, is_required) = (true, true);
        Self { is_in_path, is_required, ..Self::query(name, schema, description) }
    }

    /// The same, without which the request means nothing.
    #[must_use]
    pub fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same with a value that makes sense.
    #[must_use]
    pub fn such_as(self, example: impl Into<Value>) -> Self {
        Self { example: Some(example.into()), ..self }
    }

    /// The same, standing among the document's components.
    #[must_use]
    pub fn among_components(self) -> Self {
        Self { is_component: true, ..self }
    }

    /// The parameter as an operation has it.
    fn json(&self) -> Value {
        if self.is_component {
            return json!({ "$ref": format!("#/components/parameters/{}", self.name) });
        }
        self.definition()
    }

    fn definition(&self) -> Value {
        let place = if self.is_in_path { "path" } else { "query" };
        let mut parameter = json!({
            "name": self.name,
            "in": place,
            "required": self.is_required,
            "description": self.description,
            "schema": self.schema,
        });
        let in_query = !self.is_in_path;
        for (name, value) in [
            ("example", self.example.clone()),
            // Lists are written with commas. It means nothing for a single value, but OGC API Features
            // has it there, too, and QGIS passes over a parameter without it.
            ("style", in_query.then(|| "form".into())),
            ("explode", in_query.then(|| false.into())),
        ] {
            if let (Some(value), Some(members)) = (value, parameter.as_object_mut()) {
                members.insert(name.to_owned(), value);
            }
        }
        parameter
    }
}

impl Content {
    /// What a component of the document describes.
    pub fn of(media: &'static str, component: &str) -> Self {
        Self { media, schema: json!({ "$ref": format!("#/components/schemas/{component}") }) }
    }

    /// Text.
    pub fn text(media: &'static str) -> Self {
        Self { media, schema: json!({ "type": "string" }) }
    }

    /// Bytes.
    pub fn bytes(media: &'static str) -> Self {
        Self { media, schema: json!({ "type": "string", "format": "binary" }) }
    }

    /// JSON that a component describes, and the page that shows it.
    pub fn page_of(media: &'static str, component: &str) -> Vec<Self> {
        vec![Self::of(media, component), Self::text("text/html")]
    }

    fn json(contents: &[Self]) -> Value {
        let content = |it: &Self| (it.media.to_owned(), json!({ "schema": it.schema }));
        Value::Object(contents.iter().map(content).collect())
    }
}

impl Operation {
    /// The operation as the document has it.
    fn json(&self) -> Value {
        let mut responses = Map::new();
        let answer =
            json!({ "description": self.summary, "content": Content::json(&self.answers) });
        responses.insert("200".to_owned(), answer);
        if self.method == "get" {
            responses.insert("304".to_owned(), response("Unchanged"));
        }
        for (status, name, _) in PROBLEMS {
            if self.problems.contains(&status) {
                responses.insert(status.to_string(), response(name));
            }
        }
        let parameters: Vec<Value> = self.parameters.iter().map(Parameter::json).collect();
        let mut operation = json!({
            "operationId": self.id,
            "tags": [self.group.name()],
            "summary": self.summary,
            "description": self.description,
            "parameters": parameters,
            "responses": responses,
        });
        if let (false, Some(members)) = (self.body.is_empty(), operation.as_object_mut()) {
            let body = json!({ "required": true, "content": Content::json(&self.body) });
            members.insert("requestBody".to_owned(), body);
        }
        operation
    }
}

fn response(component: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{component}") })
}

/// All paths of some operations.
pub(super) fn paths(operations: &[Operation]) -> Value {
    let mut paths = Map::new();
    for operation in operations {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            methods.insert(operation.method.to_owned(), operation.json());
        }
    }
    Value::Object(paths)
}

/// The parameters of some operations that stand among the components.
pub(super) fn parameters(operations: &[Operation]) -> Value {
    let all = operations.iter().flat_map(|operation| &operation.parameters);
    let components = all.filter(|parameter| parameter.is_component);
    components.map(|parameter| (parameter.name, parameter.definition())).collect()
}

/// The groups of operations.
pub(super) fn tags() -> Value {
    Group::ALL.map(Group::json).into_iter().collect()
}

/// What comes back where something is wrong, or nothing has changed.
pub(super) fn responses() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/problem" });
    let content = json!({
        "application/problem+json": { "schema": schema },
        "text/html": { "schema": { "type": "string" } },
    });
    let problem = |(_, name, description): (u16, &str, &str)| {
        (name.to_owned(), json!({ "description": description, "content": content }))
    };
    let mut responses: Map<String, Value> = PROBLEMS.into_iter().map(problem).collect();
    let unchanged = "What the client has, as it says by If-None-Match, is still so.";
    responses.insert("Unchanged".to_owned(), json!({ "description": unchanged }));
    Value::Object(responses)
}
