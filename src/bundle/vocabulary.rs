//! The fixed vocabularies of a bundle: each set of words with its keys in files and its names in both languages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lang::Lang;

/// A word of a fixed vocabulary.
pub trait Word: Copy + 'static {
    /// Every word, in the order of its declaration.
    const ALL: &[Self];

    /// Its key in files.
    fn key(self) -> &'static str;

    /// Its name in a language.
    fn name(self, lang: Lang) -> &'static str;
}

/// Declares a vocabulary as a table: an enum with, for each word, its key in files and its names in Chinese and
/// English.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $key:literal, $zh:literal, $en:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                #[doc = concat!($en, " (", $zh, ")")]
                $(#[$of_variant])*
                $variant,
            )+
        }

        impl Word for $name {
            const ALL: &[Self] = &[$(Self::$variant),+];

            fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            fn name(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$variant, Lang::Zh) => $zh, (Self::$variant, Lang::En) => $en),+ }
            }
        }
    };
}
pub(crate) use words;

/// Declares a vocabulary that is serialised in bundles.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $key:literal, $zh:literal, $en:literal;)+ }) => {
        words! {
            $(#[$doc])*
            #[derive(Serialize, Deserialize, JsonSchema)]
            $name { $(#[serde(rename = $key)] $variant = $key, $zh, $en;)+ }
        }
    };
}

vocabulary! {
    /// The eight systems of the 2021–2025 Outline for building rule-of-law government
    /// (《法治政府建设实施纲要(2021-2025年)》), and two more.
    Topic {
        Functions = "functions", "政府机构职能体系", "government functions";
        Rules = "rules", "依法行政制度体系", "rules of administration";
        Decisions = "decisions", "行政决策制度体系", "administrative decisions";
        Enforcement = "enforcement", "行政执法工作体系", "administrative enforcement";
        Emergency = "emergency", "突发事件应对体系", "emergency response";
        Disputes = "disputes", "社会矛盾纠纷行政预防调处化解体系", "dispute resolution";
        Oversight = "oversight", "行政权力制约和监督体系", "oversight of power";
        Technology = "technology", "法治政府建设科技保障体系", "technology";
        Leadership = "leadership", "组织领导", "leadership";
        Publicity = "publicity", "法治宣传", "legal publicity";
    }
}

vocabulary! {
    /// The administrative level of an organ.
    Level {
        National = "national", "国家级", "national";
        Province = "province", "省级", "province";
        Prefecture = "prefecture", "市级", "prefecture";
        County = "county", "区县级", "county";
        Township = "township", "乡镇级", "township";
        Zone = "zone", "功能区级", "zone";
    }
}

vocabulary! {
    /// The kind of an entry.
    Kind {
        Case = "case", "案例", "case";
        Practice = "practice", "经验做法", "practice";
        Item = "item", "工作事项", "item";
        Shortcoming = "shortcoming", "不足", "shortcoming";
        Plan = "plan", "计划", "plan";
    }
}

vocabulary! {
    /// The kind of a notice.
    NoticeKind {
        PartsDoNotAddUp = "parts-do-not-add-up", "分项之和不符", "parts do not add up";
        DifferenceDoesNotMatch = "difference-does-not-match", "差额不符", "difference does not match";
        PartExceedsWhole = "part-exceeds-whole", "部分大于整体", "part exceeds whole";
        RateDoesNotMatch = "rate-does-not-match", "比率不符", "rate does not match its counts";
        ChangeDoesNotMatch = "change-does-not-match", "变化幅度不符", "change does not match";
        AverageDoesNotMatch = "average-does-not-match", "平均数不符", "average does not match";
        FiguresDisagree = "figures-disagree", "数字前后不一", "figures disagree";
        ValueMasked = "value-masked", "数字被遮盖", "value masked";
    }
}

vocabulary! {
    /// How a metric's points belong together.
    Relation {
        Single = "single", "单值", "single";
        Change = "change", "变化", "change";
        Parts = "parts", "构成", "parts";
        Subset = "subset", "其中", "subset";
        OverTime = "over-time", "历年", "over time";
        SideBySide = "side-by-side", "并列", "side by side";
    }
}

vocabulary! {
    /// The role of a point in its metric.
    Role {
        Before = "before", "之前", "before";
        Statutory = "statutory", "法定", "statutory";
        Promised = "promised", "承诺", "promised";
        After = "after", "之后", "after";
        Part = "part", "部分", "part";
        Total = "total", "总数", "total";
        Target = "target", "目标", "target";
        Value = "value", "数值", "value";
    }
}

vocabulary! {
    /// How exact a number is.
    Bound {
        Exact = "exact", "准确", "exact";
        About = "about", "约", "about";
        MoreThan = "more-than", "超过", "more than";
        AtLeast = "at-least", "至少", "at least";
        AtMost = "at-most", "不超过", "at most";
    }
}

vocabulary! {
    /// Whether a lower or a higher value of a metric is better.
    Better {
        Lower = "lower", "越低越好", "lower is better";
        Higher = "higher", "越高越好", "higher is better";
    }
}

impl Bound {
    /// The sign that stands before a number with this bound.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "≈",
            Self::MoreThan => ">",
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
        }
    }
}
