//! Highlights are whole characters of the shown text, whatever the text and the query.
#![no_main]

use casebook::bundle::Lang;
use casebook::search::{NameHighlighter, Query, TextField, TextHighlighter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str, &str)| {
    let (typed, title, organ) = texts;
    let query = Query::new(typed);
    let names = [(TextField::Title(Lang::Zh), title), (TextField::Organ, organ)];
    let ranges = NameHighlighter::default().highlight(&names, &query);
    assert_eq!(ranges.len(), names.len());
    for ((_, text), ranges) in names.iter().zip(&ranges) {
        assert!(ranges.iter().all(|range| !range.is_empty() && text.get(range.clone()).is_some()));
        assert!(ranges.is_sorted_by(|one, next| one.end < next.start));
    }
    for range in TextHighlighter::new(&query, None).occurrences(&[title]).concat() {
        assert!(title.get(range).is_some());
    }
});
