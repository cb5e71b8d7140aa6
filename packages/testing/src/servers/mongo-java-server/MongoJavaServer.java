import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.IOException;
import java.util.List;
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
    public Document handleMessage(MongoMessage message) {
      Document answer = super.handleMessage(message);
      getMvStore().commit();
      return answer;
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
