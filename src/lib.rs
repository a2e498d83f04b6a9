//! A terminal browser for collections of government rule-of-law practice (法治政府建设创新实践案例).
//!
//! It loads one prebuilt JSON bundle of cases and gives keyboard navigation, fuzzy filtering and a panel of
//! metrics with sparklines. This is the map of the code; each room's `mod.rs` says what it is.
//!
//! | room | what it is | may import |
//! | --- | --- | --- |
//! | [`text`] | the only code that measures, cuts, wraps, folds or cleans text | – |
//! | [`bundle`] | what a case is: plain data, load, check; the published documents | text |
//! | [`catalogue`] | collections of cases: groups, counts by group, rankings | bundle, text |
//! | [`seed`] | seed files → bundle; sums; every number of a document accounted for | bundle, text |
//! | [`search`] | query, index, fuzzy matching, order (pure) | bundle, catalogue, text |
//! | [`present`] | words and numbers for people, in two languages | bundle, catalogue, search, text |
//! | [`session`] | files a user's runs share: the history of filters | text |
//! | [`tui`] | model, keys, screen, terminal | bundle, catalogue, present, search, session, text |
//! | [`cli`] | one short function for each command | all |
//!
//! Words: a *source* is one published *document*; a *case* is one practice drawn from it, the unit that is
//! listed and read; a *metric* is one thing counted, its *points* are its values; a *figure* is a point as
//! printed; a *relation* says how a metric's points belong together; an *indicator* is shared by metrics of different
//! cases that may honestly be compared; a *notice* is something a reader should know; a *sum* is something that a
//! document's own figures should satisfy; an *exemption* says why a number of a document is no figure; a *group* is
//! the cases of the list that have something in common; a *seed* is an authored TOML file; a *bundle* is everything as
//! one JSON document.

pub mod text;

pub mod bundle;
pub mod catalogue;
pub mod seed;

pub mod search;

pub mod present;
pub mod session;

pub mod tui;

pub mod cli;
