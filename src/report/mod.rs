//! Answers as data: what commands print as JSON and the server sends, in one place.
