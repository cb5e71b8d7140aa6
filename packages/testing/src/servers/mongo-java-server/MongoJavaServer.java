import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A MongoDB wire server that keeps its data in one file, for tests on machines without containers. Arguments: port,
 * file. Prints one line when it listens; SIGTERM or the end of its input ends it.
 */
public class MongoJavaServer {
  /** The oldest that the Node.js driver talks to: nothing newer is promised than the server was written for. */
  private static final MongoVersion MONGO_4_4 =
      new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
          return List.of(4, 4, 0);
        }

        @Override
        public int getWireVersion() {
          return 9;
        }
      };

  /** Answers a message when what it wrote is on the disk; by itself the store writes once a second. */
  private static final class DurableBackend extends H2Backend {
    DurableBackend(String file) {
      super(new MVStore.Builder().fileName(file).autoCommitDisabled().open());
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
      return new DatabaseById(name);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
      Document answer = super.handleMessage(message);
      getMvStore().commit();
      return answer;
    }

    /** Its collections are kept under the names that those of an `H2Database` have, whose constructor opens some already. */
    private final class DatabaseById extends H2Database {
      DatabaseById(String name) {
        super(name, getMvStore(), getCursorRegistry());
      }

      @Override
      protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        String full = getFullCollectionNamespace(name);
        MVMap<Object, Document> documents = getMvStore().openMap("databases." + full);
        MVMap<String, Object> meta = getMvStore().openMap("meta." + full);
        return new CollectionById(this, name, options, documents, meta, getCursorRegistry());
      }
    }
  }

  /**
   * A filter that names ids beside something else, as each write on a version does, looks at these documents alone. By itself the
   * server uses an index only where a filter is nothing but its fields, and looks at all documents otherwise.
   */
  private static final class CollectionById extends H2Collection {
    CollectionById(
        MongoDatabase database,
        String name,
        CollectionOptions options,
        MVMap<Object, Document> documents,
        MVMap<String, Object> meta,
        CursorRegistry cursors) {
      super(database, name, options, documents, meta, cursors);
    }

    @Override
    protected QueryResult matchDocuments(
        Document query, Document orderBy, int skip, int limit, int batchSize, Document projection) {
      List<String> ids = idsIn(query.get("_id"));
      if (ids == null || (orderBy != null && orderBy.containsKey("$natural")))
        return super.matchDocuments(query, orderBy, skip, limit, batchSize, projection);
      Stream<Document> named = ids.stream().map(this::getDocument).filter(Objects::nonNull);
      return matchDocumentsFromStream(named, query, orderBy, skip, limit, batchSize, projection);
    }

    /** In the order of the collection, each once; null where any other document may match, too. */
    private static List<String> idsIn(Object asked) {
      if (asked instanceof String) return List.of((String) asked);
      if (!(asked instanceof Document) || ((Document) asked).size() != 1) return null;
      if (!(((Document) asked).get("$in") instanceof Collection<?> all)) return null;
      if (!all.stream().allMatch(String.class::isInstance)) return null;
      return all.stream().map(String.class::cast).distinct().sorted().toList();
    }
  }

  public static void main(String[] args) throws IOException {
    H2Backend backend = new DurableBackend(args[1]);
    backend.version(MONGO_4_4);
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    System.out.println("listening");
    endWithTheParent();
  }

  /** A test run that is killed takes its server with it. */
  private static void endWithTheParent() throws IOException {
    while (System.in.read() != -1) {}
    System.exit(0);
  }
}
