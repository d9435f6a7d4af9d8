export = OneContextEnvironment;

declare class OneContextEnvironment {
  teardown(): Promise<void>;
}
