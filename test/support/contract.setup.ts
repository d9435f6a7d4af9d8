import { takeViolations } from './observed-responses';

const expectNoViolations = () => expect(takeViolations()).toEqual([]);

afterEach(expectNoViolations);
afterAll(expectNoViolations);
