//! `GET /charts/{page}/{file}`: a chart as SVG, its numbers as CSV.

use super::chart::Chart;
use super::view::Wanted;
use super::{customers, gains, leads, map, plays, voice};
use crate::app::Desk;
use crate::error::AppError;
use axum::extract::{Path, Query, State};
use axum::response::Response;

/// Hands a chart out, with the filters of the page it stands on.
pub(crate) async fn chart(
    State(desk): State<Desk>,
    Path((page, file)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let missing = AppError::NotFound("there is no such chart");
    let Some((id, kind)) = file.rsplit_once('.') else { return Err(missing) };
    let view = wanted.view(&desk.store).await?;
    let charts: Vec<Chart> = match page.as_str() {
        "map" => map::charts(&desk, &view).await?,
        "plays" => plays::charts(&desk.store, &view).await?,
        "voice" => voice::charts(&desk.store, &view).await?,
        "leads" => leads::charts(&desk.store, &view).await?,
        "customers" => customers::charts(&desk.store, &view).await?,
        "return" => gains::charts(&desk.store, &view).await?,
        _ => return Err(missing),
    };
    charts.iter().find(|chart| chart.id == id).and_then(|chart| chart.file(kind)).ok_or(missing)
}
