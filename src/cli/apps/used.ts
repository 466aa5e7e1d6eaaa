import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What of a schema a document uses, as coordinates: types (`Order`), fields (`Order.items`), arguments (`Query.order.orderId`)
 * and members of inputs (`OrderFilter.status`). A variable may hold whatever its type allows, so all of an input that comes by
 * one counts.
 */
export function usedBy(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  const info = new TypeInfo(schema);

  /** A type that is written by a variable, with all that is in it. */
  function addWhole(type: GraphQLNamedType): void {
    if (used.has(`${type.name}.*`)) return;
    used.add(type.name).add(`${type.name}.*`);
    if (!isInputObjectType(type)) return;
    for (const { name, type: inner } of Object.values(type.getFields())) {
      used.add(`${type.name}.${name}`);
      addWhole(getNamedType(inner));
    }
  }

  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        if (!parent || !field) return;
        used.add(parent.name).add(`${parent.name}.${field.name}`).add(getNamedType(field.type).name);
        // What is asked of an interface is answered by each of its types.
        if (isObjectType(parent)) return;
        for (const { name } of schema.getPossibleTypes(parent)) used.add(name).add(`${name}.${field.name}`);
      },
      Argument() {
        const [parent, field, argument] = [info.getParentType(), info.getFieldDef(), info.getArgument()];
        if (!parent || !field || !argument) return;
        used.add(`${parent.name}.${field.name}.${argument.name}`).add(getNamedType(argument.type).name);
      },
      ObjectField({ name }) {
        const [parent, type] = [info.getParentInputType(), info.getInputType()];
        if (!parent || !type) return;
        used.add(`${getNamedType(parent).name}.${name.value}`).add(getNamedType(type).name);
      },
      VariableDefinition({ type }) {
        const known = typeFromAST(schema, type);
        if (known) addWhole(getNamedType(known));
      },
      FragmentDefinition: ({ typeCondition }) => void used.add(typeCondition.name.value),
      InlineFragment: ({ typeCondition }) => void (typeCondition && used.add(typeCondition.name.value)),
    }),
  );
  return used;
}
