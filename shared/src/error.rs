//! What can be refused, by stable names. A code never changes its meaning.

use crate::i18n::{Key, Lang, msg};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

macro_rules! error_codes {
    ($($name:ident = $code:literal, $status:literal, $key:ident;)*) => {
        /// A refusal or failure, by name. The sentence is `error.<code>` in the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $(#[doc = concat!("`", $code, "`")] #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// Every code, for the tests of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name, `noun.what_happened`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// Its sentence: what happened and what to do next.
            pub fn key(self) -> Key {
                match self { $(Self::$name => msg::error::$key,)* }
            }
        }
    };
}

error_codes! {
    Internal = "internal", 500, INTERNAL;
    NotFound = "not_found", 404, NOT_FOUND;
    BadRequest = "bad_request", 400, BAD_REQUEST;
    TooManyRequests = "too_many_requests", 429, TOO_MANY_REQUESTS;
    TooLarge = "too_large", 413, TOO_LARGE;
    TooSlow = "too_slow", 408, TOO_SLOW;
    Offline = "offline", 503, OFFLINE;
    CrossSite = "cross_site", 403, CROSS_SITE;
    SignInNeeded = "identity.sign_in_needed", 401, IDENTITY_SIGN_IN_NEEDED;
    StaffOnly = "identity.staff_only", 403, IDENTITY_STAFF_ONLY;
    NotYours = "identity.not_yours", 403, IDENTITY_NOT_YOURS;
    PhoneInvalid = "identity.phone_invalid", 422, IDENTITY_PHONE_INVALID;
    CodeWrong = "identity.code_wrong", 422, IDENTITY_CODE_WRONG;
    CodeExpired = "identity.code_expired", 422, IDENTITY_CODE_EXPIRED;
    CodeUsedUp = "identity.code_used_up", 422, IDENTITY_CODE_USED_UP;
    CodeTooSoon = "identity.code_too_soon", 429, IDENTITY_CODE_TOO_SOON;
    CodeTooMany = "identity.code_too_many", 429, IDENTITY_CODE_TOO_MANY;
    PasswordWrong = "identity.password_wrong", 422, IDENTITY_PASSWORD_WRONG;
    ProcedureNotFound = "procedure.not_found", 404, PROCEDURE_NOT_FOUND;
    ProcedureNotOnline = "procedure.not_online", 422, PROCEDURE_NOT_ONLINE;
    DraftNotFound = "draft.not_found", 404, DRAFT_NOT_FOUND;
    DraftSubmitted = "draft.submitted", 409, DRAFT_SUBMITTED;
    DraftStale = "draft.stale", 409, DRAFT_STALE;
    DraftTooMany = "draft.too_many", 429, DRAFT_TOO_MANY;
    DraftTooLarge = "draft.too_large", 413, DRAFT_TOO_LARGE;
    ResumeCodeWrong = "draft.resume_code_wrong", 422, DRAFT_RESUME_CODE_WRONG;
    FormIncomplete = "form.incomplete", 422, FORM_INCOMPLETE;
    UploadNotFound = "upload.not_found", 404, UPLOAD_NOT_FOUND;
    UploadNone = "upload.none", 422, UPLOAD_NONE;
    UploadEmpty = "upload.empty", 422, UPLOAD_EMPTY;
    UploadTooLarge = "upload.too_large", 413, UPLOAD_TOO_LARGE;
    UploadWrongType = "upload.wrong_type", 415, UPLOAD_WRONG_TYPE;
    UploadTooMany = "upload.too_many", 422, UPLOAD_TOO_MANY;
    UploadDossierFull = "upload.dossier_full", 413, UPLOAD_DOSSIER_FULL;
    UploadRefusedByScan = "upload.refused_by_scan", 422, UPLOAD_REFUSED_BY_SCAN;
    UploadLocked = "upload.locked", 422, UPLOAD_LOCKED;
    UploadDamaged = "upload.damaged", 422, UPLOAD_DAMAGED;
    UploadImageTooSmall = "upload.image_too_small", 422, UPLOAD_IMAGE_TOO_SMALL;
    UploadScanFailed = "upload.scan_failed", 503, UPLOAD_SCAN_FAILED;
    UploadBusy = "upload.busy", 423, UPLOAD_BUSY;
    UploadBroken = "upload.broken", 400, UPLOAD_BROKEN;
    UploadOffset = "upload.offset", 409, UPLOAD_OFFSET;
    UploadPastEnd = "upload.past_end", 413, UPLOAD_PAST_END;
    UploadChecksum = "upload.checksum", 460, UPLOAD_CHECKSUM;
    UploadProtocol = "upload.protocol", 412, UPLOAD_PROTOCOL;
    UploadNotBytes = "upload.not_bytes", 415, UPLOAD_NOT_BYTES;
    UploadUnknownPaper = "upload.unknown_paper", 422, UPLOAD_UNKNOWN_PAPER;
    DossierNotFound = "dossier.not_found", 404, DOSSIER_NOT_FOUND;
    DossierChangedMeanwhile = "dossier.changed_meanwhile", 409, DOSSIER_CHANGED_MEANWHILE;
    DossierNotFromHere = "dossier.not_from_here", 409, DOSSIER_NOT_FROM_HERE;
    DossierReasonMissing = "dossier.reason_missing", 422, DOSSIER_REASON_MISSING;
    DossierPapersMissing = "dossier.papers_missing", 422, DOSSIER_PAPERS_MISSING;
    DossierUnpaid = "dossier.unpaid", 409, DOSSIER_UNPAID;
    DossierNoResult = "dossier.no_result", 422, DOSSIER_NO_RESULT;
    DossierAssigneeUnfit = "dossier.assignee_unfit", 422, DOSSIER_ASSIGNEE_UNFIT;
    TrackingNoMatch = "tracking.no_match", 404, TRACKING_NO_MATCH;
    TrackingWait = "tracking.wait", 429, TRACKING_WAIT;
    PaymentNotFound = "payment.not_found", 404, PAYMENT_NOT_FOUND;
    PaymentSettled = "payment.settled", 409, PAYMENT_SETTLED;
    PaymentNotOpen = "payment.not_open", 409, PAYMENT_NOT_OPEN;
    PaymentForged = "payment.forged", 422, PAYMENT_FORGED;
    PaymentChecking = "payment.checking", 409, PAYMENT_CHECKING;
    FeeUnknown = "payment.fee_unknown", 422, PAYMENT_FEE_UNKNOWN;
    RefundSelfApproved = "refund.self_approved", 403, REFUND_SELF_APPROVED;
    RefundStale = "refund.stale", 412, REFUND_STALE;
    RefundTooMuch = "refund.too_much", 422, REFUND_TOO_MUCH;
    FeeChoiceMissing = "payment.fee_choice_missing", 422, PAYMENT_FEE_CHOICE_MISSING;
    FeeChoiceUnfit = "payment.fee_choice_unfit", 422, PAYMENT_FEE_CHOICE_UNFIT;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One field that has to be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The path of the field, such as `full_name` or `residence_history.0.from`.
    pub field: String,
    /// The stable code, such as `required`.
    pub code: String,
    /// What the sentence needs.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

/// What crosses the wire when something is refused. Inner text never does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// The stable code.
    pub code: ErrorCode,
    /// What the sentence needs.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
    /// The fields to mend, if it is about a form.
    #[serde(default)]
    pub fields: Vec<FieldError>,
    /// What to quote on the phone.
    #[serde(default)]
    pub request_id: String,
}

impl ApiError {
    /// A refusal without parameters.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, params: BTreeMap::new(), fields: Vec::new(), request_id: String::new() }
    }

    /// The sentence for people.
    pub fn sentence(&self, lang: Lang) -> String {
        // A citizen or a machine has no name to tell.
        let somebody = msg::dossier::SOMEBODY.text(lang);
        let values: Vec<(&str, &str)> = self
            .params
            .iter()
            .map(|(name, value)| match (name.as_str(), value.as_str()) {
                ("who", "") => ("who", somebody),
                given => given,
            })
            .collect();
        self.code.key().with(lang, &values)
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code, self.request_id)
    }
}

impl std::error::Error for ApiError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_no_name_is_somebody() {
        let mut refused = ApiError::new(ErrorCode::DossierChangedMeanwhile);
        refused.params.insert("who".to_owned(), String::new());

        assert!(refused.sentence(Lang::Vi).starts_with("Người khác vừa xử lý"));
        refused.params.insert("who".to_owned(), "Nông Thị Hoa".to_owned());
        assert!(refused.sentence(Lang::Vi).starts_with("Nông Thị Hoa vừa xử lý"));
    }
}
