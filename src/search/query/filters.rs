//! The table of filters, from which the parser, completion, help and the documents are made.
//!
//! A filter of a field is a set of values of the field's column ([`crate::search::index::columns`]); a case meets it if
//! it has one of them. Adding a filter takes:
//!
//! 1. a variant of [`Field`], in [`Field::ALL`] and, at the same position, a row of [`FILTERS`]; values written in a new
//!    way, such as scores, also take a variant of [`Syntax`], with an arm wherever one is matched;
//! 2. its column: an arm of `Column::values_of`, which gives the values of a case. Values that are not in the bundle and
//!    change at run time, such as reviewers' decisions, come as a new column, built by one `Column::push` for each case
//!    and assigned to the field's place in `Index::columns`. Nothing keeps a copy of a column, unless its values are
//!    also texts that terms match (`DictionaryField`).
//!
//! Parsing, planning, scanning, completion and help need no change.

use crate::bundle::{Case, Lang, Metric, Relation, Word, words};
use crate::search::matcher::text_field::Scope;
use crate::text::fold;

/// A property of cases to filter by, with a column of values in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// An area: province, prefecture or county.
    Region,
    /// A year.
    Year,
    /// The level of the organ.
    Level,
    /// A topic.
    Topic,
    /// The main topic.
    Main,
    /// The source.
    Source,
    /// The organ.
    Organ,
    /// A tag.
    Tag,
    /// The kind of entry.
    Kind,
    /// The unit of a metric.
    Unit,
    /// What a metric counts.
    Metric,
    /// A feature that a case has or lacks, see [`Feature`].
    Has,
}

impl Field {
    /// Every field, by number.
    pub const ALL: [Self; 12] = [
        Self::Region,
        Self::Year,
        Self::Level,
        Self::Topic,
        Self::Main,
        Self::Source,
        Self::Organ,
        Self::Tag,
        Self::Kind,
        Self::Unit,
        Self::Metric,
        Self::Has,
    ];

    /// Its name in headings.
    #[must_use]
    pub fn title(self, lang: Lang) -> String {
        let name = self.name(lang);
        let mut letters = name.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }

    /// Its name in queries.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        self.entry().name(lang)
    }

    /// Its row of the table.
    pub(crate) fn entry(self) -> &'static FilterEntry {
        &FILTERS[self as usize]
    }
}

/// What a filter limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FilterTarget {
    Field(Field),
    Scope(Scope),
}

/// How the values of a filter are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Names of values, or parts of them.
    Names,
    /// Years and ranges of years; the filter can also be compared, as in `year>=2020`.
    Years,
}

impl Syntax {
    /// Whether values are numbers, so that the filter can be compared.
    pub fn is_number(self) -> bool {
        match self {
            Self::Names => false,
            Self::Years => true,
        }
    }
}

/// The order in which completion offers the values of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listing {
    /// In the order of the column.
    InOrder,
    /// By the number of cases, most first: for filters with many values.
    ByCount,
}

/// What meets a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Case,
    /// One of its metrics, which can be shown.
    Metric,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct FilterEntry {
    target: FilterTarget,
    en: &'static str,
    zh: &'static str,
    /// Other names in queries.
    aliases: &'static [&'static str],
    zh_description: &'static str,
    en_description: &'static str,
    /// A value in Chinese and in English.
    example: (&'static str, &'static str),
    syntax: Syntax,
    listing: Listing,
    subject: Subject,
}

impl FilterEntry {
    /// Its name in queries.
    #[must_use]
    pub const fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// What it finds, in a few words.
    #[must_use]
    pub const fn description(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh_description,
            Lang::En => self.en_description,
        }
    }

    /// An example of its use.
    #[must_use]
    pub fn example(&self, lang: Lang) -> String {
        let (zh, en) = self.example;
        let value = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        format!("{}:{value}", self.name(lang))
    }

    /// The field, unless it limits where a term is looked for.
    #[must_use]
    pub const fn field(&self) -> Option<Field> {
        match self.target {
            FilterTarget::Field(field) => Some(field),
            FilterTarget::Scope(_) => None,
        }
    }

    /// What it limits.
    pub(crate) const fn target(&self) -> FilterTarget {
        self.target
    }

    /// How its values are written.
    pub(crate) const fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// The order in which its values are offered.
    pub(crate) const fn listing(&self) -> Listing {
        self.listing
    }

    /// Whether metrics may meet it.
    pub(crate) fn selects_metrics(&self) -> bool {
        self.subject == Subject::Metric
    }

    /// All its names.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = &'static str> {
        [self.en, self.zh]
            .into_iter()
            .chain(self.aliases.iter().copied())
    }
}

const fn row(
    target: FilterTarget,
    (en, zh): (&'static str, &'static str),
    aliases: &'static [&'static str],
    (zh_description, en_description): (&'static str, &'static str),
    example: (&'static str, &'static str),
) -> FilterEntry {
    FilterEntry {
        target,
        en,
        zh,
        aliases,
        zh_description,
        en_description,
        example,
        syntax: Syntax::Names,
        listing: Listing::InOrder,
        subject: Subject::Case,
    }
}

impl FilterEntry {
    const fn years(mut self) -> Self {
        self.syntax = Syntax::Years;
        self
    }

    const fn by_count(mut self) -> Self {
        self.listing = Listing::ByCount;
        self
    }

    const fn of_metrics(mut self) -> Self {
        self.subject = Subject::Metric;
        self
    }
}

/// All filters: first those of fields, by number, then those that limit where a term is looked for.
pub const FILTERS: &[FilterEntry] = &[
    row(
        FilterTarget::Field(Field::Region),
        ("region", "地区"),
        &["区域"],
        (
            "省、市、县的名称或区划代码",
            "province, prefecture or county, by name or code",
        ),
        ("泸州,自贡", "泸州,自贡"),
    ),
    row(
        FilterTarget::Field(Field::Year),
        ("year", "年份"),
        &["年"],
        (
            "年份或年份区间，无 表示未注明",
            "year or range of years; none for undated",
        ),
        ("2020..2022", "2020..2022"),
    )
    .years(),
    row(
        FilterTarget::Field(Field::Level),
        ("level", "层级"),
        &["级别"],
        ("机关层级", "level of the organ"),
        ("区县级", "county"),
    ),
    row(
        FilterTarget::Field(Field::Topic),
        ("topic", "专题"),
        &["主题"],
        ("专题", "topic"),
        ("纠纷", "disputes"),
    ),
    row(
        FilterTarget::Field(Field::Main),
        ("main", "主要专题"),
        &["主专题"],
        ("主要专题，即首个专题", "main topic (the first)"),
        ("纠纷", "disputes"),
    ),
    row(
        FilterTarget::Field(Field::Source),
        ("source", "来源"),
        &[],
        ("来源的标题或编号", "source, by title or id"),
        ("泸州", "national-2021"),
    ),
    row(
        FilterTarget::Field(Field::Organ),
        ("organ", "机关"),
        &["部门", "主体"],
        ("机关名称", "organ, by name"),
        ("司法局", "司法局"),
    )
    .by_count(),
    row(
        FilterTarget::Field(Field::Tag),
        ("tag", "标签"),
        &[],
        ("标签", "tag"),
        ("枫桥经验", "枫桥经验"),
    )
    .by_count(),
    row(
        FilterTarget::Field(Field::Kind),
        ("kind", "类型"),
        &["种类"],
        ("条目类型", "kind of entry"),
        ("计划", "plan"),
    ),
    row(
        FilterTarget::Field(Field::Unit),
        ("unit", "计量单位"),
        &["单位"],
        ("指标的计量单位", "unit of a metric"),
        ("万元", "万元"),
    )
    .by_count()
    .of_metrics(),
    row(
        FilterTarget::Field(Field::Metric),
        ("metric", "指标"),
        &[],
        ("指标名称", "metric name"),
        ("化解率", "mediation"),
    )
    .by_count()
    .of_metrics(),
    row(
        FilterTarget::Field(Field::Has),
        ("has", "含"),
        &["有"],
        (
            "提示、指标、变化或被遮盖的数字",
            "notice, metric, change or masked figure",
        ),
        ("提示", "notice"),
    )
    .of_metrics(),
    row(
        FilterTarget::Scope(Scope::Titles),
        ("title", "标题"),
        &["题名"],
        ("只匹配标题", "match in titles only"),
        ("审批", "approval"),
    ),
    row(
        FilterTarget::Scope(Scope::Texts),
        ("text", "正文"),
        &["全文"],
        (
            "只匹配正文和指标名称",
            "match in text and metric labels only",
        ),
        ("调解", "mediation"),
    ),
];

/// Other forms of queries: an example, and what it finds in Chinese and in English.
const FORMS: &[(&str, &str, &str)] = &[
    (
        "审批 泸州",
        "包含所有词，顺序不限",
        "all words, in any order",
    ),
    (
        "泸州审批",
        "空格可省，各部分可分别匹配标题和地区",
        "spaces optional: parts may match title and region",
    ),
    (
        "lzsp luzhoushenpi 泸zhou审批",
        "拼音：首字母、全拼、与汉字混用",
        "pinyin: initials, full, or mixed with Han",
    ),
    ("'审批 \"三张 清单\"", "精确匹配", "exact match"),
    (
        "^全面 改革$",
        "名称以此开头或结尾",
        "name starts or ends with it",
    ),
    (
        "!调解",
        "不含该词；也可用于条件",
        "without the word; also before a filter",
    ),
    ("茶馆 | 泰山石", "任一即可", "either one"),
    (
        "化解率>=98 审批时间<=30个工作日",
        "指标数值",
        "metric value",
    ),
];

/// All forms of queries for documents: an example, and what it finds.
#[must_use]
pub fn query_table(lang: Lang) -> Vec<(String, &'static str)> {
    let forms = FORMS.iter().map(|(example, zh, en)| {
        let finds = match lang {
            Lang::Zh => *zh,
            Lang::En => *en,
        };
        ((*example).to_owned(), finds)
    });
    let filters = FILTERS
        .iter()
        .map(|entry| (entry.example(lang), entry.description(lang)));
    forms.chain(filters).collect()
}

/// The filter with this name, in either language.
pub(crate) fn filter_named(name: &str) -> Option<&'static FilterEntry> {
    let name = fold(name);
    FILTERS
        .iter()
        .find(|entry| entry.all_names().any(|one| one == name))
}

words! {
    /// Features of a case.
    Feature {
        Notice = "notice", "提示", "notice";
        Metric = "metric", "指标", "metric";
        Change = "change", "变化", "change";
        Masked = "masked", "被遮盖的数字", "masked figure";
    }
}

impl Feature {
    /// Those whose flags are set, by their values in the column.
    pub(crate) fn among(wanted: &[bool]) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().zip(wanted);
        all.filter_map(|(feature, wanted)| wanted.then_some(*feature))
    }

    /// Whether a metric gives a case the feature. That it has metrics at all is given by none of them.
    pub(crate) fn is_in(self, metric: &Metric, case: &Case) -> bool {
        match self {
            Self::Notice => {
                let mut notices = case.notices.iter();
                notices.any(|notice| notice.metric.as_ref() == Some(&metric.id))
            }
            Self::Metric => false,
            Self::Change => metric.relation == Relation::Change,
            Self::Masked => metric.points.iter().any(|point| point.value.is_none()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_filter_and_fields_come_first() {
        let mut names: Vec<&str> = FILTERS.iter().flat_map(FilterEntry::all_names).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for (at, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, at);
            assert_eq!(field.entry().field(), Some(field));
            assert!(
                filter_named(field.name(Lang::Zh))
                    .is_some_and(|entry| entry.field() == Some(field))
            );
        }
        assert!(filter_named("ＹＥＡＲ").is_some());
        assert!(filter_named("years").is_none());
    }
}
