import SerializerSelector from '@fastify/fast-json-stringify-compiler'

/**
 * Fastify's own serializers, each built when its answer is first given: to build those of every route and status took more
 * than half of the time a host needs to be put together.
 */
export const lazySerializers: SerializerSelector.SerializerFactory = (schemas, options) => {
  const build = SerializerSelector()(schemas, options)

  return (route) => {
    let serialize: SerializerSelector.Serializer | undefined
    return (answer) => (serialize ??= build(route))(answer)
  }
}
