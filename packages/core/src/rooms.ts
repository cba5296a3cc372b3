import type { PluginDetails } from './plugin/define-plugin.js'

/** What one of the core's rooms brings to the core's own definition; each room is shaped like a plugin. */
export type Room = Partial<
  Pick<
    PluginDetails,
    | 'entities'
    | 'lists'
    | 'routes'
    | 'hooks'
    | 'slots'
    | 'menu'
    | 'create'
    | 'series'
    | 'eventTypes'
    | 'attributes'
    | 'listeners'
    | 'errands'
    | 'jobs'
    | 'schedules'
    | 'imports'
    | 'fills'
    | 'health'
    | 'guards'
    | 'notifications'
    | 'topics'
    | 'looks'
    | 'reversals'
  >
>

/** The rooms as one: lists one after the other in the order given, routes under their own addresses. */
export function joinRooms(rooms: readonly Room[]): Room {
  const all = <Item>(of: (room: Room) => readonly Item[] | undefined): Item[] => rooms.flatMap((room) => of(room) ?? [])

  return {
    entities: all((room) => room.entities),
    lists: all((room) => room.lists),
    routes: Object.assign({}, ...rooms.map((room) => room.routes)) as NonNullable<Room['routes']>,
    hooks: all((room) => room.hooks),
    slots: all((room) => room.slots),
    menu: all((room) => room.menu),
    create: all((room) => room.create),
    series: all((room) => room.series),
    eventTypes: all((room) => room.eventTypes),
    attributes: all((room) => room.attributes),
    listeners: all((room) => room.listeners),
    errands: all((room) => room.errands),
    jobs: all((room) => room.jobs),
    schedules: all((room) => room.schedules),
    imports: all((room) => room.imports),
    fills: all((room) => room.fills),
    health: all((room) => room.health),
    guards: all((room) => room.guards),
    notifications: all((room) => room.notifications),
    topics: all((room) => room.topics),
    looks: all((room) => room.looks),
    reversals: all((room) => room.reversals),
  }
}
