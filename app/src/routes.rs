//! Every address, in one table. Server only: pages are not compiled for the browser.

use crate::dossier::{
    DossierPage, MyDossiersPage, ReceivedPage, SlipPage, SupplementPage, WithdrawPage,
};
use crate::draft::{
    CheckPage, DraftsPage, FeePage, RemovePage, ResumePage, SectionPage, StartPage, TaskPage,
};
use crate::file::PapersPage;
use crate::home::HomePage;
use crate::identity::{CodePage, SignInPage, StaffSignInPage};
use crate::load::NotFoundPage;
use crate::message::DemoInboxPage;
use crate::payment::{PayPage, UnbelievedPage};
use crate::procedure::{CataloguePage, ProcedurePage};
use crate::queue::{DeskPage, QueuePage};
use crate::report::{DashboardPage, DrillPage};
use crate::tracking::{ProgressPage, TrackingPage};
use crate::ui::gallery::GalleryPage;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

/// All pages.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/thu-tuc") view=CataloguePage ssr=SsrMode::Async/>
                <Route path=path!("/thu-tuc/:code") view=ProcedurePage ssr=SsrMode::Async/>
                <Route path=path!("/can-bo") view=QueuePage ssr=SsrMode::Async/>
                <Route path=path!("/can-bo/ho-so/:code") view=DeskPage ssr=SsrMode::Async/>
                <Route path=path!("/dieu-hanh") view=DashboardPage ssr=SsrMode::Async/>
                <Route path=path!("/dieu-hanh/danh-sach") view=DrillPage ssr=SsrMode::Async/>
                <Route path=path!("/dang-nhap") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/dang-nhap/ma") view=CodePage ssr=SsrMode::Async/>
                <Route path=path!("/can-bo/dang-nhap") view=StaffSignInPage ssr=SsrMode::Async/>
                <Route path=path!("/ho-so") view=MyDossiersPage ssr=SsrMode::Async/>
                <Route path=path!("/ho-so/:code") view=DossierPage ssr=SsrMode::Async/>
                <Route path=path!("/ho-so/:code/da-nop") view=ReceivedPage ssr=SsrMode::Async/>
                <Route path=path!("/ho-so/:code/giay-hen") view=SlipPage ssr=SsrMode::Async/>
                <Route path=path!("/ho-so/:code/bo-sung") view=SupplementPage ssr=SsrMode::Async/>
                <Route path=path!("/ho-so/:code/rut") view=WithdrawPage ssr=SsrMode::Async/>
                <Route path=path!("/tra-cuu") view=TrackingPage ssr=SsrMode::Async/>
                <Route path=path!("/tra-cuu/:pass") view=ProgressPage ssr=SsrMode::Async/>
                <Route path=path!("/bo-thanh-phan") view=GalleryPage ssr=SsrMode::Async/>
                <Route path=path!("/demo/tin-nhan") view=DemoInboxPage ssr=SsrMode::Async/>
                <Route path=path!("/thanh-toan/:reference") view=PayPage ssr=SsrMode::Async/>
                <Route
                    path=path!("/thanh-toan/vnpay/khong-hop-le")
                    view=UnbelievedPage
                    ssr=SsrMode::Async
                />
                <Route path=path!("/ban-nhap/:id/giay-to") view=PapersPage ssr=SsrMode::Async/>
                <Route path=path!("/nop-ho-so/:code") view=StartPage ssr=SsrMode::Async/>
                <Route path=path!("/tiep-tuc") view=ResumePage ssr=SsrMode::Async/>
                <Route path=path!("/ban-nhap") view=DraftsPage ssr=SsrMode::Async/>
                <Route path=path!("/ban-nhap/:id") view=TaskPage ssr=SsrMode::Async/>
                <Route path=path!("/ban-nhap/:id/le-phi") view=FeePage ssr=SsrMode::Async/>
                <Route path=path!("/ban-nhap/:id/kiem-tra") view=CheckPage ssr=SsrMode::Async/>
                <Route path=path!("/ban-nhap/:id/xoa") view=RemovePage ssr=SsrMode::Async/>
                <Route path=path!("/ban-nhap/:id/:section") view=SectionPage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
