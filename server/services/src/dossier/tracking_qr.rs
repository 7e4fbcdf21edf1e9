//! The code on a slip that a phone's camera reads.

use crate::Portal;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// A fold through the middle of a slip should not make it unreadable.
const REPAIR: EcLevel = EcLevel::Q;

impl Portal {
    /// Where that dossier is tracked, as an SVG drawing. The reference is all it says about anybody.
    pub fn tracking_qr(&self, reference: &str) -> String {
        let address = format!("{}/tra-cuu?ma={reference}", self.public_url);
        let code = QrCode::with_error_correction_level(address.as_bytes(), REPAIR)
            .expect("an address is far shorter than what a QR code holds");
        let drawing = code.render::<svg::Color<'_>>().build();
        // In a page the drawing is an element, not a document.
        drawing.find("<svg").map(|from| drawing[from..].to_owned()).unwrap_or_default()
    }
}
