import type { Server } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { fileDescriptors } from '@qipei/contracts';

type PackageDefinition = ConstructorParameters<typeof ReflectionService>[0];

/** gRPC server reflection (v1 and v1alpha) out of the committed descriptor set. */
export function addReflection(server: Server, services: readonly string[]): void {
  // Of a package definition the implementation reads `fileDescriptorProtos` alone.
  const definition = { all: { format: 'descriptors', type: {}, fileDescriptorProtos: fileDescriptors() } };
  new ReflectionService(definition as unknown as PackageDefinition, { services: [...services] }).addToServer(
    server,
  );
}
