/**
 * Microsoft's own parser of the Kusto query language, told of the tables that Application Insights has. The package
 * is a .NET library turned into global JavaScript: this is the only place that knows its shape.
 */
import { createRequire } from 'node:module';

interface List<T> {
  readonly Count?: number;
  readonly length?: number;
  getItem?: (index: number) => T;
  readonly [index: number]: T;
}
interface Kusto {
  readonly Language: {
    readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
    readonly KustoCode: {
      ParseAndAnalyze(
        text: string,
        globals: unknown,
      ): { GetDiagnostics(): List<{ Message: string; Start: number; Length: number }> };
    };
    readonly Symbols: {
      readonly TableSymbol: { $ctor7: new (name: string, schema: string, description: null) => unknown };
      readonly DatabaseSymbol: { ctor: new (name: string, members: readonly unknown[]) => unknown };
    };
  };
}

/** The columns of the classic tables: learn.microsoft.com/azure/azure-monitor/app/data-model-complete */
const common = `timestamp:datetime, itemType:string, customDimensions:dynamic, customMeasurements:dynamic,
  operation_Name:string, operation_Id:string, operation_ParentId:string, cloud_RoleName:string,
  cloud_RoleInstance:string, appName:string, itemId:string, itemCount:int`;
const tables = {
  traces: `(${common}, message:string, severityLevel:int)`,
  requests: `(${common}, id:string, name:string, url:string, success:string, resultCode:string, duration:real, performanceBucket:string)`,
};

function load(): Kusto {
  const require = createRequire(import.meta.url);
  for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    require(`@kusto/language-service-next/${file}`);
  }
  return (globalThis as unknown as { readonly Kusto: Kusto }).Kusto;
}

/** Returns a function that tells what is wrong with a query: syntax, unknown tables, columns and functions, wrong types. */
export function createChecker(): (query: string) => readonly string[] {
  const { GlobalState, KustoCode, Symbols } = load().Language;
  const symbols = Object.entries(tables).map(
    ([name, schema]) => new Symbols.TableSymbol.$ctor7(name, schema, null),
  );
  const globals = GlobalState.Default.WithDatabase(
    new Symbols.DatabaseSymbol.ctor('application-insights', symbols),
  );
  return (query) =>
    toArray(KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics()).map(
      ({ Message, Start, Length }) => `${Message} At: ${query.slice(Start, Start + Length)}`,
    );
}

const toArray = <T>(list: List<T>): readonly T[] =>
  Array.from({ length: list.Count ?? list.length ?? 0 }, (_, index) =>
    list.getItem === undefined ? (list[index] as T) : list.getItem(index),
  );
