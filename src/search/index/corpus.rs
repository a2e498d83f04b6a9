//! The corpus: all searchable texts of all cases, tokenized.
//!
//! ```text
//! a case  │ own texts: titles, id, summary, sections      2 bytes a token
//!         │ texts shared with other cases: tags, region,  a number each, and each text once
//!         │ organ, years, labels of metrics, headings
//!         └ signatures of its names and its own texts     64 and 32 bytes
//! ```
//!
//! Shared texts stand in dictionaries, so that a term is matched with each once, however many cases have it. Where a
//! field has a column, texts are numbered as its values.

use std::ops::Range;

use crate::bundle::{Case, Lang};
use crate::search::interner::Interner;
use crate::search::matcher::term::FieldText;
use crate::search::matcher::text_field::{Depth, TextField};
use crate::search::matcher::tokens::{TokenId, TokenTable};
use crate::search::query::filters::Field;
use crate::text::fold;

use super::columns::{Columns, ValueId};
use super::dictionary::DictionaryField;
use super::encoded::{Code, END, EncodedTexts, decode};
use super::packed::{PackedInts, PackedLists};
use super::signature::{SignatureFile, SignatureKind};

/// The texts of all cases.
#[derive(Debug, Clone)]
pub(crate) struct Corpus {
    pub tokens: TokenTable,
    /// For each case the Chinese title, the English title and the id.
    own: EncodedTexts,
    /// The lengths of both titles in codes.
    titles: [PackedInts; 2],
    /// Signatures of all names of each case, shared ones too.
    pub name_signatures: SignatureFile,
    /// The texts that cases share, each once, by number.
    dictionaries: [EncodedTexts; DictionaryField::ALL.len()],
    regions: Interner,
    case_regions: PackedLists,
    headings: Interner,
    case_headings: PackedLists,
    /// For each case both summaries and the sections.
    bodies: EncodedTexts,
    /// Signatures of these.
    pub body_signatures: SignatureFile,
}

impl Default for Corpus {
    fn default() -> Self {
        Self {
            tokens: TokenTable::for_many_texts(),
            own: EncodedTexts::default(),
            titles: Default::default(),
            name_signatures: SignatureFile::new(SignatureKind::Names),
            dictionaries: Default::default(),
            regions: Interner::default(),
            case_regions: PackedLists::default(),
            headings: Interner::default(),
            case_headings: PackedLists::default(),
            bodies: EncodedTexts::default(),
            body_signatures: SignatureFile::new(SignatureKind::Texts),
        }
    }
}

/// The decoded texts of a case.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaseTexts {
    ids: Vec<TokenId>,
    /// Each text with its field and its range of tokens.
    texts: Vec<(TextField, Range<usize>)>,
}

impl CaseTexts {
    fn push(&mut self, tokens: &TokenTable, field: TextField, codes: &[Code]) {
        let begin = self.ids.len();
        decode(tokens, codes, &mut self.ids);
        self.texts.push((field, begin..self.ids.len()));
    }

    /// The texts, to be matched.
    pub fn targets(&self) -> Vec<FieldText<'_>> {
        let texts = self.texts.iter();
        texts
            .map(|(field, range)| FieldText {
                field: *field,
                text: self.ids.get(range.clone()).unwrap_or_default(),
            })
            .collect()
    }
}

/// More tokens than most texts of a case have.
const USUAL: usize = 512;

impl Corpus {
    /// The number of cases.
    pub fn len(&self) -> usize {
        self.own.len()
    }

    /// Adds the next case, whose columns must have been added before.
    pub fn add(&mut self, case: &Case, columns: &Columns) {
        let at = self.len();
        self.share(case, columns);
        let mut ids = Vec::with_capacity(USUAL);
        self.name_signatures.begin_text();
        let own: [&str; 3] = [&case.title.zh, &case.title.en, &case.id];
        add(
            &mut self.tokens,
            own,
            &mut self.name_signatures,
            &mut self.own,
            &mut ids,
        );
        let mut parts = self.own.codes(at).split(|code| *code == END);
        for titles in &mut self.titles {
            let length = parts.next().map_or(0, <[Code]>::len);
            titles.push(u32::try_from(length).unwrap_or(u32::MAX));
        }
        self.body_signatures.begin_text();
        let summary: [&str; 2] = [&case.summary.zh, &case.summary.en];
        let body = summary
            .into_iter()
            .chain(case.sections.iter().map(|section| &*section.text));
        add(
            &mut self.tokens,
            body,
            &mut self.body_signatures,
            &mut self.bodies,
            &mut ids,
        );
        for dictionary in DictionaryField::NAMES {
            let numbers: Vec<u32> = self.entries_of(dictionary, at, columns).collect();
            for number in numbers {
                let texts = self.dictionary(dictionary);
                texts.decode(&self.tokens, number as usize, &mut ids);
                self.name_signatures.add(&self.tokens, &ids);
            }
        }
    }

    /// Adds the texts of the next case that it shares with others.
    fn share(&mut self, case: &Case, columns: &Columns) {
        for dictionary in DictionaryField::ALL {
            let Some(field) = dictionary.column() else {
                continue;
            };
            let column = &columns[field as usize];
            let known = self.dictionary(dictionary).len();
            for value in column.values.iter().skip(known) {
                let text = match dictionary {
                    DictionaryField::LabelEn => value.name(Lang::En),
                    // An undated case has no text that says so.
                    DictionaryField::Year if !value.is_number() => "",
                    _ => value.name(Lang::Zh),
                };
                self.share_text(dictionary, text);
            }
        }
        let mut region = case.region.full();
        let full = region.len();
        region.push('\n');
        region += case.region.short();
        let (number, is_new) = self.regions.number(&region);
        if is_new {
            let full = region.get(..full).unwrap_or_default();
            self.share_text(DictionaryField::Area, case.region.short());
            self.share_text(DictionaryField::Region, full);
        }
        self.case_regions.push(&[number]);
        let mut headings = Vec::new();
        for heading in &case.path {
            let (number, is_new) = self.headings.number(heading);
            if is_new {
                self.share_text(DictionaryField::Heading, heading);
            }
            headings.push(number);
        }
        self.case_headings.push(&headings);
    }

    /// Adds the next text of a dictionary.
    fn share_text(&mut self, field: DictionaryField, text: &str) {
        let mut ids = Vec::new();
        self.tokens.tokenize(&fold(text), &mut ids);
        self.dictionaries[field as usize].push(&self.tokens, [ids.as_slice()]);
    }

    /// The dictionary of a field.
    pub fn dictionary(&self, field: DictionaryField) -> &EncodedTexts {
        &self.dictionaries[field as usize]
    }

    /// The entries of a case in a dictionary, as numbers of texts.
    pub fn entries_of<'a>(
        &'a self,
        dictionary: DictionaryField,
        case: usize,
        columns: &'a Columns,
    ) -> impl Iterator<Item = ValueId> + use<'a> {
        self.entries(dictionary, columns).of(case)
    }

    /// The entries of all cases in a dictionary.
    pub fn entries<'a>(
        &'a self,
        dictionary: DictionaryField,
        columns: &'a Columns,
    ) -> &'a PackedLists {
        match (dictionary.column(), dictionary) {
            (Some(field), _) => columns[field as usize].entries(),
            (None, DictionaryField::Heading) => &self.case_headings,
            (None, _) => &self.case_regions,
        }
    }

    /// A case's own names: both titles and the id.
    pub fn own(&self, case: usize) -> [(TextField, &[Code]); 3] {
        let ends = self
            .titles
            .each_ref()
            .map(|titles| titles.get(case) as usize);
        let (zh, rest) = up_to(ends[0], self.own.codes(case));
        let (en, id) = up_to(ends[1], rest);
        [
            (TextField::Title(Lang::Zh), zh),
            (TextField::Title(Lang::En), en),
            (TextField::Id, id),
        ]
    }

    /// Whether the Chinese title of a case has Latin words or numbers.
    pub fn has_words_in_chinese(&self, case: usize) -> bool {
        self.own.has_words(case)
    }

    /// The titles of a case.
    pub fn titles(&self, case: usize) -> impl Iterator<Item = &[Code]> {
        let titles = self.own(case).into_iter();
        titles
            .filter(|(field, _)| field.is_title())
            .map(|(_, codes)| codes)
    }

    /// A case's own running texts.
    pub fn body(&self, case: usize) -> impl Iterator<Item = (TextField, &[Code])> {
        let parts = self.bodies.codes(case).split(|code| *code == END);
        parts.enumerate().map(|(at, part)| {
            let field = match at {
                0 => TextField::Summary(Lang::Zh),
                1 => TextField::Summary(Lang::En),
                section => TextField::Section(section - 2),
            };
            (field, part)
        })
    }

    /// The codes of all texts of [`Corpus::body`].
    pub fn whole_body(&self, case: usize) -> &[Code] {
        self.bodies.codes(case)
    }

    /// Decodes the texts of a case, in the order of [`crate::search::matcher::text_field::texts`].
    pub fn targets(&self, case: usize, columns: &Columns, depth: Depth) -> CaseTexts {
        /// About as many tokens and texts as the names of a case have.
        const USUAL: (usize, usize) = (256, 24);
        let mut texts = CaseTexts {
            ids: Vec::with_capacity(USUAL.0),
            texts: Vec::with_capacity(USUAL.1),
        };
        let shared = |texts: &mut CaseTexts, dictionary: DictionaryField| {
            for number in self.entries_of(dictionary, case, columns) {
                let codes = self.dictionary(dictionary).codes(number as usize);
                texts.push(&self.tokens, dictionary.text_field(), codes);
            }
        };
        let [titles @ .., (_, id)] = self.own(case);
        for (field, codes) in titles {
            texts.push(&self.tokens, field, codes);
        }
        // Of years only the latest is shown.
        for names in DictionaryField::NAMES
            .into_iter()
            .filter(|names| *names != DictionaryField::Year)
        {
            shared(&mut texts, names);
        }
        for (field, number) in years(columns, case) {
            let codes = self
                .dictionary(DictionaryField::Year)
                .codes(number as usize);
            texts.push(&self.tokens, field, codes);
        }
        texts.push(&self.tokens, TextField::Id, id);
        if depth == Depth::All {
            for running in DictionaryField::TEXTS {
                shared(&mut texts, running);
            }
            for (field, codes) in self.body(case) {
                texts.push(&self.tokens, field, codes);
            }
        }
        texts
    }
}

/// The first codes, and those after the separator.
fn up_to(length: usize, codes: &[Code]) -> (&[Code], &[Code]) {
    let (text, rest) = codes.split_at_checked(length).unwrap_or((codes, &[]));
    (text, rest.get(1..).unwrap_or_default())
}

/// Encodes texts that belong together, and sets their slots in the last signature.
fn add<'a>(
    tokens: &mut TokenTable,
    parts: impl IntoIterator<Item = &'a str>,
    signatures: &mut SignatureFile,
    texts: &mut EncodedTexts,
    ids: &mut Vec<TokenId>,
) {
    ids.clear();
    let mut ends = Vec::new();
    for part in parts {
        let begin = ids.len();
        tokens.tokenize(&fold(part), ids);
        signatures.add(tokens, ids.get(begin..).unwrap_or_default());
        ends.push(ids.len());
    }
    let begins = std::iter::once(0).chain(ends.iter().copied());
    let parts = begins.zip(&ends).map(|(begin, end)| begin..*end);
    texts.push(tokens, parts.map(|part| ids.get(part).unwrap_or_default()));
}

/// The years of a case, the latest marked as such.
pub(crate) fn years(columns: &Columns, case: usize) -> impl Iterator<Item = (TextField, ValueId)> {
    let column = &columns[Field::Year as usize];
    let year = |id: &ValueId| {
        let value = column.value(*id).filter(|value| value.is_number());
        value.map(|value| -value.order())
    };
    let latest = column.of(case).max_by_key(|id| year(id));
    let numbers = column.of(case).filter(move |id| year(id).is_some());
    numbers.map(move |id| {
        let field = if Some(id) == latest {
            TextField::Year
        } else {
            TextField::EarlierYear
        };
        (field, id)
    })
}
