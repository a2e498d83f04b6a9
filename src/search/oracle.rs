//! Test oracle: the same search without anything that makes it fast.
//!
//! [`check`] tries every kind of match in every text of every case, and asks fuzzy-matcher about every name. It compares
//! kinds and fields of runs, and whole scores of scattered characters; split matches and abbreviated names are left out.
//! [`check_scan`] compares what is scanned with the matcher alone, in whole.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;

use crate::bundle::{Bilingual, Bundle, Lang, parse_text};
use crate::search::index::index::Index;
use crate::search::matcher::fuzzy;
use crate::search::matcher::matcher::{Matcher, best as best_of};
use crate::search::matcher::pattern::Pattern;
use crate::search::matcher::pinyin::Reading;
use crate::search::matcher::rank::{
    Completeness, HAN_SPREAD, LATIN_SPREAD, MIN_INITIALS_IN_TEXT, MIN_SCATTERED, MatchKind,
    min_score, score,
};
use crate::search::matcher::term::{FieldText, MatchMode, Term};
use crate::search::matcher::text_field::{Depth, TextField, texts};
use crate::search::matcher::tokens::{TokenId, TokenKind, TokenTable};
use crate::search::mechanisms::{Mechanism, Without};
use crate::search::query::ast::{Predicate, Query};
use crate::search::scan::hit::{Hit, TextFieldSet};
use crate::text::fold;

/// A text as tokens, and folded.
struct PlainText {
    field: TextField,
    tokens: Vec<TokenId>,
    folded: String,
}

/// The ends of the runs that begin at a token and spell the whole term, and whether they are spelled in full.
fn runs(term: &Term, tokens: &TokenTable, text: &[TokenId], start: usize) -> Vec<(usize, bool)> {
    let Some(pattern) = &term.pattern else {
        return Vec::new();
    };
    let mut reached = BTreeSet::from([(0, true)]);
    let mut runs = Vec::new();
    for (at, id) in text.iter().enumerate().skip(start) {
        let token = tokens.get(*id).expect("a token of the table");
        let mut next = BTreeSet::new();
        for (from, whole) in &reached {
            let there = pattern.advance(token, *from);
            for to in from + 1..=pattern.len() {
                if there.whole & (1 << to) != 0 {
                    next.insert((to, *whole));
                }
                if there.abbreviated & (1 << to) != 0 {
                    next.insert((to, false));
                }
            }
        }
        if at > start && token.kind.is_separator() {
            next.extend(reached.iter().copied());
        }
        reached = next;
        let ends = reached.iter().filter(|(to, _)| *to == pattern.len());
        runs.extend(ends.map(|(_, whole)| (at + 1, *whole)));
    }
    runs
}

/// Whether initials may abbreviate tokens of these kinds.
fn may_abbreviate(kinds: &[TokenKind]) -> bool {
    let spelled: Vec<TokenKind> = kinds
        .iter()
        .copied()
        .filter(|kind| !kind.is_separator())
        .collect();
    let han = spelled.iter().all(|kind| *kind == TokenKind::Han);
    let parted = (0..kinds.len()).any(|from| {
        (from + 2..kinds.len()).any(|to| {
            let between = &kinds[from + 1..to];
            let ends = [kinds[from], kinds[to]] == [TokenKind::Han, TokenKind::Han];
            ends && between.iter().all(|kind| kind.is_separator())
        })
    });
    !parted && (han || spelled.len() >= 3)
}

/// The best score of a fuzzy term in a case, without split matches and abbreviated organs and tags.
fn best(term: &Term, tokens: &TokenTable, texts: &[PlainText]) -> Option<u32> {
    use MatchKind::{Abbreviated, Spelled};
    let pinyin = term.pattern.as_ref().is_some_and(Pattern::is_pinyin);
    let mut scores = Vec::new();
    for text in texts {
        let kind = |at: &usize| tokens.get(text.tokens[*at]).expect("a token").kind;
        for start in 0..text.tokens.len() {
            for (end, whole) in runs(term, tokens, &text.tokens, start) {
                let kinds: Vec<TokenKind> = (start..end).map(|at| kind(&at)).collect();
                let han = kinds.iter().filter(|kind| **kind == TokenKind::Han).count();
                let latin = kinds
                    .iter()
                    .any(|kind| matches!(kind, TokenKind::Latin | TokenKind::Number));
                if !whole && !may_abbreviate(&kinds) {
                    continue;
                }
                if text.field.is_name() {
                    let kind = if whole { Spelled } else { Abbreviated };
                    scores.push((kind, text.field));
                } else if (whole && (!pinyin || latin || han >= 2))
                    || (!whole && !latin && han >= MIN_INITIALS_IN_TEXT)
                {
                    scores.push((MatchKind::InText, text.field));
                }
            }
        }
    }
    // The merit of a run is left out; only kind and field are compared.
    let found = scores
        .iter()
        .map(|(kind, field)| min_score(*kind, *field))
        .max();
    let scattered = texts
        .iter()
        .filter(|text| text.field.is_name())
        .filter_map(|text| {
            let length = term.length();
            let letters =
                term.text.chars().all(|c| c.is_ascii_lowercase()) && length >= MIN_SCATTERED;
            let (each, more) = match (term.text.is_ascii(), letters) {
                (true, true) => LATIN_SPREAD,
                (true, false) => (1, 0),
                (false, _) => HAN_SPREAD,
            };
            let found = fuzzy::find(&text.folded, &term.text, each * length + more)?;
            let before = found.positions.first()?.checked_sub(1);
            let before = before.and_then(|at| text.folded.chars().nth(at));
            let inside = before.is_some_and(|c| c.is_ascii_alphanumeric());
            let refused = term.text.is_ascii() && found.alignment.spread() > length && inside;
            let merit = found.alignment.merit(length);
            (!refused).then(|| {
                score(
                    MatchKind::Scattered,
                    text.field,
                    merit,
                    Completeness::Partial,
                )
            })
        });
    found.max(scattered.max())
}

/// A score without the merit of a run.
fn rough(found: u32) -> u32 {
    if found >= min_score(MatchKind::InText, TextField::Id) {
        found - found % 100
    } else {
        found
    }
}

fn check(bundle: &Bundle, index: &Index, typed: &str) -> Result<(), TestCaseError> {
    let query = Query::new(typed);
    let terms: Vec<&Term> = query.terms().collect();
    let [term] = terms[..] else { return Ok(()) };
    let in_parts = min_score(MatchKind::Split, TextField::Id)
        ..min_score(MatchKind::Abbreviated, TextField::Id);
    // Only organs and tags may be abbreviated with gaps.
    let abbreviated = min_score(MatchKind::Abbreviated, TextField::Id)
        ..min_score(MatchKind::Abbreviated, TextField::Title(Lang::Zh));
    if term.mode != MatchMode::Fuzzy {
        return Ok(());
    }
    let hits = index.search(&query).hits;
    for (at, case) in bundle.cases.iter().enumerate() {
        let mut tokens = TokenTable::default();
        let texts = texts(case).into_iter().map(|(field, text)| {
            let folded = fold(&text);
            let mut ids = Vec::new();
            tokens.tokenize(&folded, &mut ids);
            PlainText {
                field,
                tokens: ids,
                folded,
            }
        });
        let texts: Vec<PlainText> = texts.collect();
        let found = hits
            .iter()
            .find(|hit| hit.case() == at)
            .map(|hit| hit.score);
        let organ = found.is_some_and(|found| abbreviated.contains(&found));
        if organ || found.is_some_and(|found| in_parts.contains(&found)) {
            continue;
        }
        let best = best(term, &tokens, &texts);
        prop_assert_eq!(
            found.map(rough),
            best.map(rough),
            "{} in {}",
            typed,
            case.id.as_str()
        );
    }
    Ok(())
}

/// A few cases that have everything.
fn few() -> Bundle {
    let mut bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
    bundle.cases = bundle.cases.into_iter().step_by(9).collect();
    bundle
}

/// Terms as people type them: adjacent and scattered characters of texts, in Han, pinyin and initials.
fn typed() -> impl Strategy<Value = String> {
    let bundle = few();
    let texts = bundle.cases.iter().flat_map(|case| {
        [
            case.title.zh.as_str(),
            &case.organ,
            &case.summary.zh,
            &case.title.en,
        ]
        .map(fold)
    });
    let texts: Vec<String> = texts.collect();
    (
        prop::sample::select(texts),
        0usize..60,
        1usize..7,
        0usize..4,
        1usize..3,
    )
        .prop_map(|(text, from, count, occurrence, step)| {
            let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            let part = text
                .iter()
                .cycle()
                .skip(from % text.len())
                .step_by(step)
                .take(count);
            let read = |c: &char| crate::search::matcher::pinyin::readings(*c).next();
            let part = part.map(|c| match (occurrence, read(c)) {
                (1, Some(reading)) => reading.initial().map(String::from).unwrap_or_default(),
                (2, Some(reading)) => reading.spelled().replace('ü', "v"),
                (3, Some(reading)) if (*c as u32).is_multiple_of(2) => reading.spelled().to_owned(),
                _ => c.to_string(),
            });
            part.collect()
        })
}

#[test]
fn usual_queries_find_what_the_oracle_finds() {
    let bundle = few();
    let index = Index::new(&bundle);
    for typed in [
        "审批",
        "s",
        "sp",
        "市",
        "lzsp",
        "hfxsc",
        "tiaojie",
        "2020",
        "approval",
        "apprvl",
        "law",
        "rol",
        "同变承",
        "fgw",
        "发改委",
        "zzqqxx",
        "98%",
        "三化统管",
        "sanhuatg",
        "0zhengming",
        "a",
        "xian",
    ] {
        check(&bundle, &index, typed).unwrap_or_else(|error| panic!("{error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_query_finds_what_the_oracle_finds(typed in typed()) {
        thread_local! {
            static FEW: (Bundle, Index) = { let bundle = few(); let index = Index::new(&bundle); (bundle, index) };
        }
        FEW.with(|(bundle, index)| check(bundle, index, &typed))?;
    }
}

/// Every case has the score and the fields that the matcher gives for it alone.
fn check_scan(bundle: &Bundle, index: &Index, typed: &str) -> Result<(), TestCaseError> {
    let query = Query::new(typed);
    let terms = query.groups.iter().flatten();
    let only_words = terms.clone().count() == query.terms().count();
    if !only_words || terms.count() == 0 {
        return Ok(());
    }
    let mut hits = index.search(&query).hits;
    hits.sort_by_key(Hit::case);
    let mut hits = hits.into_iter().peekable();
    for (at, case) in bundle.cases.iter().enumerate() {
        let hit = hits.next_if(|hit| hit.case() == at);
        let scanned = hit.map(|hit| (hit.score, hit.fields));
        prop_assert_eq!(
            scanned,
            alone(index, &query, at),
            "{} in {}",
            typed,
            case.title.zh.as_str()
        );
    }
    Ok(())
}

/// The score and fields of a case by the matcher alone: the best term of each group.
fn alone(index: &Index, query: &Query, case: usize) -> Option<(u32, TextFieldSet)> {
    let texts = index.corpus.targets(case, &index.columns, Depth::All);
    let targets = texts.targets();
    let of_groups = query.groups.iter().map(|group| {
        let terms = group.iter().filter_map(|term| match &term.predicate {
            Predicate::Term(term) => Matcher::new(term, &index.corpus.tokens).find(&targets),
            _ => None,
        });
        let found = best_of(terms)?;
        let occurrences = found.occurrences.iter().map(|(at, _)| targets[*at].field);
        Some((found.score, occurrences.collect::<TextFieldSet>()))
    });
    let both = |one: (u32, TextFieldSet), other: (u32, TextFieldSet)| {
        (one.0 + other.0, one.1.and(other.1))
    };
    of_groups
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .reduce(both)
}

/// Terms in all modes.
fn with_marks() -> impl Strategy<Value = String> {
    (0usize..8, typed()).prop_map(|(mode, typed)| match mode {
        0 => format!("'{typed}"),
        1 => format!("^{typed}"),
        2 => format!("{typed}$"),
        3 => format!("title:{typed}"),
        4 => format!("text:{typed}"),
        _ => typed,
    })
}

#[test]
fn terms_with_a_space_match() {
    let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
    let index = Index::new(&bundle);
    for (typed, found) in [
        ("法院 | tai'an", true),
        ("^nantong,jiangsu", true),
        ("zz | people's", true),
        ("^rule,of,law$", false),
    ] {
        check_scan(&bundle, &index, typed).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            !index.search(&Query::new(typed)).hits.is_empty(),
            found,
            "{typed}"
        );
    }
}

/// How often the collection is repeated, to have enough cases for two threads.
const TIMES: usize = 40;

#[test]
fn cases_scanned_on_two_threads_score_what_each_scores_alone() {
    let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
    let few = Index::new(&bundle);
    let mut many = Index::of_sources(bundle.sources.clone());
    (0..TIMES).for_each(|_| bundle.cases.iter().for_each(|case| many.add(case)));
    for typed in [
        "市",
        "sp",
        "hfxsc",
        "发改委",
        "shenpi",
        "lzsp",
        "apprvl",
        "2022",
        "'law",
    ] {
        let query = Query::new(typed);
        let mut expected = few.search(&query).hits;
        expected.sort_by_key(Hit::case);
        let found = many.search(&query);
        many.search_without(Without::one(Mechanism::Threads));
        assert_eq!(found, many.search(&query), "{typed}");
        many.search_without(Without::default());
        let names_first = many.search_names_first(&query, &|| true, &mut |_| {});
        assert_eq!(Some(&found), names_first.as_ref(), "{typed}");
        let mut hits = found.hits;
        assert!(
            hits.is_sorted_by_key(|hit| (std::cmp::Reverse(hit.score), hit.case())),
            "{typed}"
        );
        hits.sort_by_key(Hit::case);
        assert_eq!(hits.len(), expected.len() * TIMES, "{typed}");
        for (at, hit) in hits.iter().enumerate() {
            let one = expected[at % expected.len()];
            assert_eq!(hit.case() % bundle.cases.len(), one.case(), "{typed}");
            assert_eq!((hit.score, hit.fields), (one.score, one.fields), "{typed}");
        }
    }
}

/// Texts of few distinct parts, in which Han characters, words and signs meet in every way.
fn mixed(most: usize) -> impl Strategy<Value = String> {
    let parts = [
        "a ", "ni ", "爱", "审", "批", "深", "会", "委", "员", "ai", "shen", "a", "an", "2", "22",
        "%", "-", " ", "“", "#",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 1..most)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn names_of_mixed_scripts_score_what_each_scores_alone(
        names in prop::collection::vec([mixed(10), mixed(8), mixed(5), mixed(5)], 1..4),
        terms in prop::collection::vec(prop_oneof![mixed(2), mixed(5)], 12),
        mode in 0..8, many in 0..3,
    ) {
        let (bundle, index) = of_names(&names, many == 0);
        for term in &terms {
            let typed = match mode {
                0 => format!("^{term}"),
                1 => format!("zz | {term}"),
                2 => format!("title:{term}"),
                3 => format!("'{term}"),
                4 => format!("{term}$"),
                _ => term.clone(),
            };
            check_scan(&bundle, &index, &typed)?;
        }
    }
}

#[test]
fn names_with_tokens_of_two_codes_score_what_each_scores_alone() {
    for (names, typed) in [
        (["深", "azer ni an", "深", "深"], "an"),
        (["#审查-批审批", "x", "深", "深"], "审批"),
        (["深", "x", "深", "审批改革委员会"], "审改委"),
    ] {
        let (bundle, index) = of_names(&[names.map(str::to_owned)], true);
        check_scan(&bundle, &index, typed).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(index.search(&Query::new(typed)).hits.len(), 1, "{typed}");
    }
}

/// Cases with these titles, tag and organ; with `many`, after so much other text that most of their tokens have
/// two codes.
fn of_names(names: &[[String; 4]], many: bool) -> (Bundle, Index) {
    thread_local! {
        static MANY: TokenTable = {
            let mut tokens = TokenTable::for_many_texts();
            // Some have one code all the same.
            tokens.tokenize("爱审批会 ni an shen 2 -", &mut Vec::new());
            (0..61_600).for_each(|number| tokens.tokenize(&(100 + number).to_string(), &mut Vec::new()));
            tokens
        };
    }
    let mut bundle = few();
    let model = bundle.cases[0].clone();
    let cases = names.iter().map(|[zh, en, tag, organ]| {
        let mut case = model.clone();
        case.title = Bilingual {
            zh: zh.as_str().into(),
            en: en.as_str().into(),
        };
        case.tags = vec![tag.as_str().into()];
        case.organ = organ.as_str().into();
        case
    });
    bundle.cases = cases.collect();
    let mut index = Index::of_sources(bundle.sources.clone());
    if many {
        index.corpus.tokens = MANY.with(Clone::clone);
    }
    bundle.cases.iter().for_each(|case| index.add(case));
    (bundle, index)
}

#[test]
fn the_texts_of_the_index_are_those_of_the_cases() {
    let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
    let index = Index::new(&bundle);
    for (at, case) in bundle.cases.iter().enumerate() {
        let texts_read = index.corpus.targets(at, &index.columns, Depth::All);
        let targets = texts_read.targets().into_iter();
        let mut scanned: Vec<(String, String)> = targets
            .map(|FieldText { field, text }| (format!("{field:?}"), index.corpus.tokens.text(text)))
            .collect();
        let texts = texts(case).into_iter();
        let mut read: Vec<(String, String)> = texts
            .map(|(field, text)| (format!("{field:?}"), fold(&text)))
            .collect();
        scanned.sort();
        read.sort();
        read.dedup();
        scanned.dedup();
        assert_eq!(scanned, read);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn scanned_cases_score_what_each_scores_alone(typed in with_marks()) {
        thread_local! {
            static ALL: (Bundle, Index) = {
                let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
                let index = Index::new(&bundle);
                (bundle, index)
            };
        }
        ALL.with(|(bundle, index)| check_scan(bundle, index, &typed))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// With few words, signatures are nearly empty and give no candidates by chance.
    #[test]
    fn a_case_in_a_bundle_of_its_own_scores_what_it_scores_alone(typed in with_marks(), also in typed_of_names()) {
        thread_local! {
            static EACH: Vec<(Bundle, Index)> = {
                let all = few();
                let each = all.cases.iter().map(|case| {
                    let bundle = Bundle { cases: vec![case.clone()], ..all.clone() };
                    let index = Index::new(&bundle);
                    (bundle, index)
                });
                each.collect()
            };
        }
        EACH.with(|each| {
            each.iter().try_for_each(|(bundle, index)| {
                check_scan(bundle, index, &typed)?;
                check_scan(bundle, index, &also)
            })
        })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_search_without_a_mechanism_finds_the_same(typed in with_marks(), also in typed_of_names()) {
        thread_local! {
            static ALL: RefCell<Index> = {
                let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
                RefCell::new(Index::new(&bundle))
            };
        }
        ALL.with_borrow_mut(|index| {
            for query in [&typed, &also].map(|typed| Query::new(typed)) {
                index.search_without(Without::default());
                let found = index.search(&query);
                for mechanism in Mechanism::ALL {
                    index.search_without(Without::one(mechanism));
                    prop_assert_eq!(&index.search(&query), &found, "{:?} without {}", query, mechanism);
                }
            }
            Ok(())
        })?;
    }
}

/// Pieces of two names of a case, typed as one term.
fn typed_of_names() -> impl Strategy<Value = String> {
    let bundle = few();
    let names = bundle.cases.iter().map(|case| {
        let names = texts(case).into_iter().filter(|(field, _)| field.is_name());
        let names =
            names.map(|(_, name)| fold(&name).chars().filter(|c| !c.is_whitespace()).collect());
        names.collect::<Vec<Vec<char>>>()
    });
    let names: Vec<Vec<Vec<char>>> = names.collect();
    let part = || {
        (
            any::<prop::sample::Index>(),
            0usize..30,
            2usize..5,
            any::<bool>(),
        )
    };
    (prop::sample::select(names), part(), part()).prop_map(|(names, one, other)| {
        let parts = [one, other].map(|(name, from, count, read)| {
            let name = name.get(&names);
            let part = name.iter().skip(from % name.len().max(1)).take(count);
            let part = part.map(|c| {
                match crate::search::matcher::pinyin::readings(*c)
                    .next()
                    .filter(|_| read)
                {
                    Some(reading) => reading.initial().map(String::from).unwrap_or_default(),
                    None => c.to_string(),
                }
            });
            part.collect::<String>()
        });
        parts.concat()
    })
}

/// The matches in names are a part of all matches.
fn check_names(index: &Index, typed: &str) -> Result<(), TestCaseError> {
    let query = Query::new(typed);
    let all = index.search(&query);
    let mut names = None;
    let telling = index.search_names_first(&query, &|| true, &mut |result| names = Some(result));
    prop_assert_eq!(telling.as_ref(), Some(&all), "{}", typed);
    let Some(names) = names else {
        return Ok(());
    };
    prop_assert_eq!(names.mistakes, all.mistakes);
    let all: HashMap<usize, Hit> = all.hits.into_iter().map(|hit| (hit.case(), hit)).collect();
    for hit in names.hits {
        let of_all = all.get(&hit.case());
        let score = of_all.map_or(0, |of_all| of_all.score);
        prop_assert!(
            of_all.is_some() && score >= hit.score,
            "{}: {:?}, {:?}",
            typed,
            hit,
            of_all
        );
        if query.is_best_in_names() {
            prop_assert_eq!(Some(&hit), of_all, "{}", typed);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn matches_in_names_are_a_part_of_all_matches(one in with_marks(), other in with_marks(), occurrence in 0..6) {
        thread_local! {
            static ALL: Index = Index::new(&parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound"));
        }
        let typed = match occurrence {
            0 => one,
            1 => format!("{one} {other}"),
            2 => format!("{one} | {other}"),
            3 => format!("{one} 年份:2022"),
            4 => format!("{one} has:change !{other}"),
            _ => format!("{one} !{other}"),
        };
        ALL.with(|index| check_names(index, &typed))?;
    }
}

#[test]
fn four_initials_of_its_title_put_any_case_first() {
    let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
    let index = Index::new(&bundle);
    for (at, case) in bundle.cases.iter().enumerate() {
        let title = fold(&case.title.zh);
        let letters = title.chars().filter(|c| !c.is_whitespace()).map(|c| {
            let reading = crate::search::matcher::pinyin::readings(c).next();
            reading.and_then(Reading::initial).unwrap_or(c)
        });
        let letters: Vec<char> = letters.collect();
        let is_first = |typed: &[char]| {
            let hits = index.search(&Query::new(&String::from_iter(typed))).hits;
            hits.first().is_some_and(|hit| hit.case() == at)
        };
        assert!(letters.windows(4).any(is_first), "{title}");
    }
}

#[test]
fn a_year_and_a_word_of_the_title_typed_as_one_are_found_together() {
    let mut bundle = few();
    let case = bundle.cases.iter().find(|case| !case.years.is_empty());
    let mut case = case.expect("a case of a year").clone();
    // Nothing else in the case begins like the year.
    case.sections.clear();
    case.metrics.clear();
    case.summary = Bilingual::default();
    let (title, year) = (fold(&case.title.zh), case.years[0]);
    let word: String = title.chars().take(2).collect();
    bundle.cases = vec![case];
    let index = Index::new(&bundle);
    for typed in [format!("{year}{word}"), format!("{word}{year}")] {
        check_scan(&bundle, &index, &typed).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(index.search(&Query::new(&typed)).hits.len(), 1, "{typed}");
    }
}
