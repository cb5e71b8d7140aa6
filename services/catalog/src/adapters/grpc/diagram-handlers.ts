import {
  Diagram as DiagramMessage,
  type DiagramServiceService,
  type DiagramSpot as DiagramSpotMessage,
} from '@qipei/contracts/catalog/v1/diagram';
import type { GrpcHandlers } from '@qipei/service-kit';
import {
  type DiagramDependencies,
  deleteDiagram,
  getDiagram,
  getDiagramPicture,
  putDiagram,
  putDiagramPicture,
} from '../../application/diagrams.ts';
import { listLeftDiagrams } from '../../application/left-pictures.ts';
import { listDiagrams } from '../../application/list-diagrams.ts';
import type { Diagram, DiagramSpot } from '../../domain/diagram.ts';
import { pictureSizeOf } from './picture-handlers.ts';

export function diagramHandlers(
  dependencies: DiagramDependencies,
): GrpcHandlers<typeof DiagramServiceService> {
  return {
    async putDiagram({ diagram: given = DiagramMessage.create(), ifVersion }, { tenant }) {
      const { diagramId, title = NO_TEXT, vehicleIds, partTypeIds } = given;
      const spots = given.spots.map(fromSpotMessage);
      const asked = { diagramId, ifVersion, title, vehicleIds, partTypeIds, spots };
      const { diagram, created } = await putDiagram(tenant, asked, dependencies);
      return { diagram: toDiagramMessage(diagram), created };
    },
    async putDiagramPicture(request, { tenant, signal }) {
      const diagram = await putDiagramPicture(tenant, request, dependencies, signal);
      return { diagram: toDiagramMessage(diagram) };
    },
    async getDiagram(request, { tenant }) {
      return { diagram: toDiagramMessage(await getDiagram(tenant, request, dependencies)) };
    },
    async getDiagramPicture({ size, ...key }, { tenant }) {
      const asked = { ...key, size: pictureSizeOf(size) };
      const { picture, content } = await getDiagramPicture(tenant, asked, dependencies);
      return { picture, content: Buffer.from(content) };
    },
    async listDiagrams(request, { tenant }) {
      const { diagrams, nextPageToken } = await listDiagrams(tenant, request, dependencies);
      return { diagrams: diagrams.map(toDiagramMessage), nextPageToken };
    },
    async deleteDiagram({ diagramId }, { tenant }) {
      await deleteDiagram(tenant, diagramId, dependencies);
      return {};
    },
    async listLeftDiagrams(request, { tenant }) {
      const { items, nextPageToken } = await listLeftDiagrams(tenant, request, dependencies);
      return { diagrams: items.map((each) => ({ ...each, partIds: [...each.partIds] })), nextPageToken };
    },
  };
}

const NO_TEXT = { zh: '', en: '' };

function fromSpotMessage({ name = NO_TEXT, ...spot }: DiagramSpotMessage): DiagramSpot {
  return { ...spot, name };
}

function toDiagramMessage({ vehicleIds, partTypeIds, spots, picture, ...rest }: Diagram): DiagramMessage {
  return {
    ...rest,
    vehicleIds: [...vehicleIds],
    partTypeIds: [...partTypeIds],
    spots: spots.map((spot) => ({ ...spot, partIds: [...spot.partIds] })),
    picture,
  };
}
