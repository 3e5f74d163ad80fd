//! The demo: a shop, the widget and the desk in one process.

use crate::fixture::{Bench, SINGLE, view};
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use usher_desk::AppError;
use usher_desk::demo::{DemoOptions, demo, shop_router};

struct Folders {
    folder: tempfile::TempDir,
}

impl Folders {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("shop/index.html", "<h1>Shop</h1>");
        write("shop/help/index.html", "<h1>Help</h1>");
        write("shop/404.html", "<h1>Nothing here</h1>");
        write("secret.txt", "secret");
        write("pkg/usher.js", "export {}");
        write("pkg/usher.wasm", "wasm");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn options(&self) -> DemoOptions {
        DemoOptions {
            examples: 0,
            port: 0,
            pkg: self.path("pkg"),
            shop: self.path("shop"),
            data: None,
            check: true,
            no_open: true,
        }
    }
}

async fn get(bench: &Bench, shop: &Path, pkg: &Path, path: &str) -> Response {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let router = shop_router(bench.desk.clone(), shop, pkg);
    router.oneshot(request).await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_check_sends_one_event_through_everything() {
    let folders = Folders::new();
    demo(folders.options()).await.unwrap();
}

#[tokio::test]
async fn the_check_says_what_is_missing() {
    let folders = Folders::new();
    std::fs::remove_file(folders.path("pkg/usher.js")).unwrap();
    let error = demo(folders.options()).await.unwrap_err().to_string();
    assert!(error.contains("/usher/usher.js"), "{error}");
    assert!(error.contains("cargo xtask build"), "{error}");
}

#[tokio::test]
async fn a_missing_shop_and_a_taken_port_say_how_to_go_on() {
    let folders = Folders::new();
    let nowhere = DemoOptions { shop: folders.path("none"), ..folders.options() };
    assert!(matches!(demo(nowhere).await, Err(AppError::NoShop(_))));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let options = DemoOptions { port, check: false, ..folders.options() };
    let error = demo(options).await.unwrap_err().to_string();
    assert!(error.contains("another program has this port"), "{error}");
}

#[tokio::test]
async fn the_shop_serves_its_pages_the_widget_and_intake() {
    let (bench, folders) = (Bench::new(), Folders::new());
    let (shop, pkg) = (folders.path("shop"), folders.path("pkg"));
    for (path, media_type) in [
        ("/", "text/html"),
        ("/help/", "text/html"),
        ("/usher/usher.js", "text/javascript"),
        ("/usher/usher.wasm", "application/wasm"),
    ] {
        let answer = get(&bench, &shop, &pkg, path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(header(&answer, "content-type"), media_type, "{path}");
        assert_eq!(header(&answer, "cache-control"), "no-cache", "{path}");
        let is_widget = path.starts_with("/usher/");
        assert_eq!(header(&answer, "access-control-allow-origin") == "*", is_widget, "{path}");
        assert_eq!(header(&answer, "cross-origin-resource-policy") == "cross-origin", is_widget);
    }
    assert_eq!(get(&bench, &shop, &pkg, "/none").await.status(), 404);
    assert_eq!(get(&bench, &shop, &pkg, "/usher/none.js").await.status(), 404);
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/usher/..%2fsecret.txt"] {
        assert_eq!(get(&bench, &shop, &pkg, path).await.status(), 404, "{path}");
    }
    let post = Request::post("/events")
        .header("content-type", SINGLE)
        .body(Body::from(view("a").to_string()));
    let router = shop_router(bench.desk.clone(), &shop, &pkg);
    assert_eq!(router.oneshot(post.unwrap()).await.unwrap().status(), 202);
    assert_eq!(bench.log().await.len(), 1);
}
