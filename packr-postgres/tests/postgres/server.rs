//! A real server for a test program: started by the first test that needs it, and stopped by the last, also where that panics or the program is killed.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use packr_postgres::postgres::{Client, Config, NoTls};
use packr_postgres::{PostgresStore, Tables};

/// Without a server, tests fail where this is set, and are skipped where it is not.
const REQUIRED: &str = "PACKR_REQUIRE_POSTGRES";

pub(crate) struct Server {
    folder: PathBuf,
    process: Mutex<Option<Child>>,
}

/// The server of this program, or a note on standard error that the test is skipped.
pub(crate) fn server(test: &str) -> Option<Arc<Server>> {
    static SERVER: Mutex<Weak<Server>> = Mutex::new(Weak::new());
    let mut shared = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(server) = shared.upgrade() {
        return Some(server);
    }
    let server = Arc::new(Server::start(test)?);
    *shared = Arc::downgrade(&server);
    Some(server)
}

impl Server {
    /// A server of a test's own.
    pub(crate) fn start(test: &str) -> Option<Self> {
        let Some(programs) = programs() else {
            let missing = "no `initdb` in PATH, in /usr/lib/postgresql/*/bin or where `pg_config --bindir` says";
            assert!(
                std::env::var_os(REQUIRED).is_none_or(|value| value.is_empty() || value == "0"),
                "{REQUIRED} is set, and there is no PostgreSQL: {missing}"
            );
            // What `eprintln` writes is shown for tests that fail alone.
            let _ = writeln!(
                std::io::stderr(),
                "test {test} SKIPPED: no PostgreSQL is installed ({missing})"
            );
            return None;
        };
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Relaxed);
        // Short, since the path of a socket has a hundred bytes.
        let folder = std::env::temp_dir().join(format!("packr-pg-{}-{count}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        let server = Self {
            folder,
            process: Mutex::new(None),
        };
        let user = other_user();
        if let Some(user) = &user {
            done(Command::new("chown").arg(user).arg(&server.folder));
        }
        let initdb = programs.join("initdb");
        done(
            server
                .command(&initdb)
                .args(["--username=packr", "--auth=trust", "--encoding=UTF8"])
                .args(["--locale=C", "--no-sync", "--pgdata"])
                .arg(server.data()),
        );
        // One role has a password.
        let access = "local all secret scram-sha-256\nlocal all all trust\n";
        fs::write(server.data().join("pg_hba.conf"), access).unwrap();
        server.run();
        Some(server)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A command as a user that a server takes: it refuses root.
    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = match other_user() {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", &user, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(&self.folder);
        command
    }

    /// Starts the server, and waits until it takes connections.
    pub(crate) fn run(&self) {
        // The shell stops the server when its input ends: when this program does, however that ends.
        let script = r#""$@" & server=$!; read -r _; kill -QUIT $server; wait $server"#;
        let log = fs::File::create(self.folder.join("log")).unwrap();
        let child = self
            .command("sh")
            .args(["-c", script, "sh"])
            .arg(programs().unwrap().join("postgres"))
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(&self.folder)
            .args(["-h", ""])
            .stdin(Stdio::piped())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        *self.process() = Some(child);
        let began = Instant::now();
        loop {
            match self.config().connect(NoTls) {
                Ok(_) => return,
                Err(error) if began.elapsed() > Duration::from_secs(60) => {
                    let log = fs::read_to_string(self.folder.join("log"));
                    panic!("the server does not start: {error}\n{log:?}");
                }
                Err(_) => thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Stops the server as if its process had crashed: it writes nothing more.
    pub(crate) fn crash(&self) {
        if let Some(mut process) = self.process().take() {
            drop(process.stdin.take());
            let _ = process.wait();
        }
    }

    fn process(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.process.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn config(&self) -> Config {
        config(&self.folder)
    }

    pub(crate) fn client(&self) -> Client {
        self.config().connect(NoTls).unwrap()
    }

    /// The folder of the socket: what another process needs to connect.
    pub(crate) fn socket(&self) -> &Path {
        &self.folder
    }

    /// A store in a schema of a test's own.
    pub(crate) fn store(&self, schema: &str) -> PostgresStore {
        store(&self.folder, schema)
    }
}

pub(crate) fn store(socket: &Path, schema: &str) -> PostgresStore {
    let config = config(socket);
    let tables = Tables::default().schema(schema);
    PostgresStore::with_tables(&tables, move || config.connect(NoTls)).unwrap()
}

fn config(socket: &Path) -> Config {
    let mut config = Config::new();
    config.host_path(socket).user("packr").dbname("postgres");
    config
}

impl Drop for Server {
    fn drop(&mut self) {
        self.crash();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of `initdb` and `postgres`.
fn programs() -> Option<PathBuf> {
    let has_both = |folder: &PathBuf| {
        ["initdb", "postgres"]
            .iter()
            .all(|name| folder.join(name).is_file())
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(told) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(String::from_utf8_lossy(&told.stdout).trim().into());
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut debian: Vec<PathBuf> = versions
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    debian.sort();
    folders.extend(debian.into_iter().rev());
    folders.into_iter().find(has_both)
}

/// The user that the server runs as, where this one is root.
fn other_user() -> Option<String> {
    let id = |arguments: &[&str]| {
        let told = Command::new("id").args(arguments).output().ok()?;
        told.status
            .success()
            .then(|| String::from_utf8_lossy(&told.stdout).trim().to_owned())
    };
    if id(&["-u"])? != "0" {
        return None;
    }
    let user = ["postgres", "nobody"]
        .into_iter()
        .find(|user| id(&["-u", user]).is_some());
    Some(
        user.expect("root needs another user to run a server")
            .to_owned(),
    )
}

fn done(command: &mut Command) {
    let told = command.output().unwrap();
    let words = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "{command:?}: {words}");
}
