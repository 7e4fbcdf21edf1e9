//! The components: one file each, one sheet each in `style/components/`.
//!
//! They are drawn by the server and need no script. What stands inside an island as well is marked `i`:
//! it compiles for the browser, takes signals where something changes, and lets events rise to its root
//! (`<TextField … on:input=…/>`). Attributes that are not arguments are added with `attr:`.
//! `hint` and `error` cannot be left out: write `hint={None::<String>} error={None::<String>}` for "none".
//! Words come from `msg::…`, never as literals. Colours, gaps: `style/tokens.css`; `.stack`, `.cluster`,
//! `.grid`, `.split`, `.card`, `.prose`, `.column`: `style/layout.css`.
//!
//! | component | arguments (`?` may be left out) |
//! | --- | --- |
//! | [`Page`] | title, width?: Width, room?: Room, has_errors?, children. Every page. Needs the `Visit` |
//! | [`ErrorPage`] | title, text, request_id: Option, sign_in: Option<href> |
//! | [`BackLink`] | href |
//! | [`Breadcrumbs`] | trail: Vec<(href, name)> |
//! | [`Button`] i | kind?: ButtonKind, icon?: Icon, children; `attr:name attr:value attr:type on:click` |
//! | [`ButtonLink`] | href, kind?, icon?, children |
//! | [`Buttons`] i | children |
//! | [`TextField`] i | name, id, label, hint, error, value, kind?: TextKind, optional?, max_length? |
//! | [`TextArea`] i | name, id, label, hint, error, value, rows?, optional?, max_length? |
//! | [`Select`] i | name, id, label, hint, error, value, prompt, options: Vec<(value, text)>, optional? |
//! | [`DateField`] i | name (+ `.day .month .year`), id, label, hint, error, value, optional?, month_only? |
//! | [`RadioGroup`] i | name, id, legend, hint, error, value, choices: Vec<Choice>, optional?, inline? |
//! | [`CheckboxGroup`] i | name, id, legend, hint, error, values, choices, optional? |
//! | [`Checkbox`] i | name, id, label, hint, error, checked (sends `true`) |
//! | [`Fieldset`] i | id, legend, hint, error, optional?, children |
//! | [`Field`] i | id, label, hint, error, optional?, children: the frame for a control of one's own |
//! | [`ErrorSummary`] i | errors: Vec<WrongField { id, text }> or a signal of it |
//! | [`FileSlot`] i | id, name, title, hint, error, optional?, children?: FileItem |
//! | [`FileItem`] i | name, size, state: FileState or a signal, children?: buttons |
//! | [`Tag`] i | text, tone: Tone, both may be signals; `Tone::from(CitizenStatus)` |
//! | [`Notice`] i | title, tone, children |
//! | [`Panel`] | title (the page's h1), reference_label, reference |
//! | [`Empty`] | title, icon, children? |
//! | [`SummaryList`], [`SummaryRow`] | row: label, change: Option<href>, empty?, children |
//! | [`TaskList`], [`Task`] | task: id, href, name, hint, state: TaskState |
//! | [`Steps`] | names, current (from 1) |
//! | [`Timeline`], [`Moment`] i | moment: state: MomentState, title, when, who: Option, children? |
//! | [`DataTable`] i | id, caption, columns: Vec<Column>, stacked?, quiet_caption?, children: the `<tr>`s |
//! | [`Tabs`] | label, tabs: Vec<Tab> |
//! | [`Pagination`] | page, pages, previous: Option<href>, next: Option<href> |
//! | [`SearchBox`] i | action, name, id, label, hint, value, large?, show_label? |
//! | [`Tile`] i, [`Tiles`] | label, value (signal), tone?, href, comparison: Option<Comparison>, trend, trend_label |
//! | [`BarChart`] i | caption, label_title, value_title, bars: Vec<Bar> |
//! | [`Trend`] i | values, label |
//! | [`Due`], [`Day`] i | day, days_left (working days, negative: late) |
//! | [`Fact`] | name, children |
//! | [`Money`] i | amount: Dong |
//! | [`Countdown`] | seconds, before, running (`{n}`), after: an island |
//! | [`Dialog`] i | id, title, open?, node_ref?, children |
//! | [`Qr`] | svg, label |
//! | [`Glyph`] i | icon: Icon |
//! | [`Contact`] | visit: telephone and Zalo |
//! | [`Brocade`], [`Emblem`] | the ornament, the mark |

pub mod brocade;
pub mod button;
pub mod chart;
pub mod choice;
pub mod countdown;
pub mod date_field;
pub mod demo_banner;
pub mod dialog;
pub mod due;
pub mod empty;
pub mod error_page;
pub mod error_summary;
pub mod fact;
pub mod field;
pub mod file_slot;
pub mod footer;
#[cfg(feature = "ssr")]
pub mod gallery;
pub mod header;
pub mod icon;
pub mod money;
pub mod notice;
pub mod page;
pub mod pagination;
pub mod panel;
pub mod qr;
pub mod search_box;
pub mod steps;
pub mod summary;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod task_list;
pub mod tile;
pub mod timeline;
pub mod trail;
pub mod visit;

pub use brocade::Brocade;
pub use button::{Button, ButtonKind, ButtonLink, Buttons};
pub use chart::{Bar, BarChart, Trend};
pub use choice::{Checkbox, CheckboxGroup, Choice, Fieldset, RadioGroup};
pub use countdown::Countdown;
pub use date_field::{DATE_PARTS, DateField, date_parts};
pub use dialog::Dialog;
pub use due::{Day, Due, due_tone};
pub use empty::Empty;
pub use error_page::ErrorPage;
pub use error_summary::{ErrorSummary, WrongField};
pub use fact::Fact;
pub use field::{
    ErrorLine, ErrorText, Field, OptionalMark, Select, TextArea, TextField, TextKind, described_by,
    error_id, hint_id,
};
pub use file_slot::{ACCEPT, FileItem, FileSlot, FileState};
pub use footer::Contact;
pub use header::Emblem;
pub use icon::{Glyph, Icon};
pub use money::Money;
pub use notice::Notice;
pub use page::{LIVE_REGION_ID, Page, Room, Width};
pub use pagination::Pagination;
pub use panel::Panel;
pub use qr::Qr;
pub use search_box::SearchBox;
pub use steps::Steps;
pub use summary::{SummaryList, SummaryRow, answer_row};
pub use table::{Column, DataTable, Sort};
pub use tabs::{Tab, Tabs};
pub use tag::{Tag, Tone};
pub use task_list::{Task, TaskList, TaskState};
pub use tile::{Comparison, Tile, Tiles};
pub use timeline::{Moment, MomentState, Timeline};
pub use trail::{BackLink, Breadcrumbs};
pub use visit::{Centre, Theme, Visit};
